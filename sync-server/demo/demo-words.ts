/** What made-up leads, notes, tasks and cases are made of. Every address ends in `.example`. */
export const firstNames = [
  'Amelie',
  'Bruno',
  'Carla',
  'Dario',
  'Elin',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Katrin',
  'Leo',
  'Marta',
  'Nils',
  'Olga',
  'Pavel',
  'Rosa',
  'Simon',
  'Teresa',
  'Viktor',
  'Yara',
  'Zoe',
  'Mateo',
  'Freya',
] as const

export const lastNames = [
  'Almeida',
  'Berg',
  'Castillo',
  'Dubois',
  'Eriksen',
  'Ferrari',
  'Gruber',
  'Haas',
  'Ivanova',
  'Jansen',
  'Kowalski',
  'Larsen',
  'Moreau',
  'Novak',
  'Olsen',
  'Petrov',
  'Quint',
  'Rossi',
  'Santos',
  'Tanaka',
  'Urban',
  'Vogel',
  'Weber',
] as const

export const companyStarts = [
  'Harbour Street',
  'Old Mill',
  'Green Door',
  'Northgate',
  'Riverside',
  'Market Hall',
  'Blue Anchor',
  'Hillcrest',
  'Copper Kettle',
  'Linden',
  'Station Road',
  'Golden Fork',
  'Sunny Corner',
  'Stonebridge',
  'Willow',
] as const

export const companyEnds = [
  'Deli',
  'Bistro',
  'Fine Foods',
  'Catering',
  'Grocers',
  'Hotel',
  'Kitchen',
  'Café',
] as const

export const jobTitles = ['Owner', 'Head chef', 'Purchasing manager', 'Buyer', 'General manager'] as const

export const places = [
  { city: 'Boston', region: 'MA', postalCode: '02116', country: 'USA' },
  { city: 'Philadelphia', region: 'PA', postalCode: '19428', country: 'USA' },
  { city: 'Atlanta', region: 'GA', postalCode: '30346', country: 'USA' },
  { city: 'Seattle', region: 'WA', postalCode: '98104', country: 'USA' },
  { city: 'London', postalCode: 'EC1 4SD', country: 'UK' },
  { city: 'Lyon', postalCode: '69004', country: 'France' },
  { city: 'Berlin', postalCode: '12209', country: 'Germany' },
] as const

export const sources = ['website', 'referral', 'trade-fair', 'cold-call', 'campaign', 'partner'] as const

export const lostReasons = [
  'Stays with the present supplier',
  'Price too high',
  'No budget this year',
] as const

/** What was talked about, by how it ended. */
export const talks = {
  interested: [
    'Likes the seafood range. Wants to taste the crab meat and the matjes before the summer menu.',
    'Opens a second branch in spring and looks for one supplier for both.',
    'Asked for a price list with quantities from 40 cases.',
  ],
  'follow-up': [
    'Decides after the stocktaking. Call again next week.',
    'The buyer is on leave; spoke to the assistant, who will pass it on.',
    'Wants an offer in writing before talking to the owner.',
  ],
  'no-answer': ['No answer, left a message.', 'Line busy twice.'],
  'not-interested': [
    'Under contract until the end of the year.',
    'Range is too wide for them at the moment.',
  ],
  'order-placed': [
    'Ordered the usual dairy products and two cases of beer to try.',
    'Repeat order, this time with the dried apples.',
  ],
  resolved: ['Explained the invoice line by line; settled.', 'Credit note agreed for the broken bottles.'],
} as const

export const taskTitles = [
  'Send the price list to',
  'Call back',
  'Prepare samples for',
  'Agree the delivery day with',
  'Follow up the offer to',
  'Check the open invoice of',
  'Plan the next visit to',
] as const

export const caseSubjects = [
  [
    'Three bottles broken on arrival',
    'The bottom layer of the pallet was crushed. Photos will follow by email.',
  ],
  ['Invoice shows the wrong discount', 'Ten percent were agreed, the invoice shows five.'],
  [
    'Delivery was two days late',
    'The driver came on Thursday instead of Tuesday; the kitchen had to buy elsewhere.',
  ],
  ['Cheese arrived too warm', 'The thermometer showed 14 degrees when the crate was opened.'],
  ['Wrong product in the crate', 'Ordered Chai, received Chang. Please exchange.'],
  ['New delivery address', 'From the first of next month goods go to the back entrance in the side street.'],
  ['Best-before date too short', 'Less than three weeks left on the pâté; six were promised.'],
  ['Asks for a duplicate invoice', 'The accountant cannot find the invoice of last month.'],
] as const

export const caseComments = [
  'Spoke to the warehouse, they will check the camera of the loading bay.',
  'Asked the customer for the lot number.',
  'Replacement goes out with the next tour.',
] as const
