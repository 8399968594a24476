-- The relational read model: one row for each document, in tables that any SQL client can query. It is a copy,
-- made from the document store by projector.ts; dropped and built again it is the same. PostgreSQL 14 or newer,
-- or PGlite.
--
-- Amounts are bigint, in minor units of the currency beside them; shares (discounts, tax rates) are integers in
-- hundredths of a percent. What is computed from amounts is in functions.sql.
--
-- Columns are the fields of the entities in shared/entities/: `requiredDate` is required_date, `address.city` is
-- address_city, an amount of money is two columns. A test compares the two.
--
-- A reference is null while what it names is not here: it has not arrived yet, or it was deleted. Which id is
-- meant says awaited_references; when that row comes, the reference is set.

create schema satchel;
set local search_path to satchel;

create table currencies (
  code char(3) primary key,
  decimals smallint not null check (decimals between 0 and 4)
);
comment on table currencies is 'ISO 4217: how many decimals the minor units of a currency are (USD 2, JPY 0, KWD 3).';

create table teams (
  id uuid primary key,
  name text not null
);
comment on table teams is 'Teams, by which customers, leads and orders are shared.';

create table sales_representatives (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  name text not null,
  job_title text,
  department text,
  email text,
  phone text,
  extension text,
  territory text,
  hire_date date,
  reports_to_id uuid references sales_representatives on delete set null,
  address_street text,
  address_city text,
  address_region text,
  address_postal_code text,
  address_country text,
  notes text,
  role text not null check (role in ('admin', 'sales_rep', 'support')),
  team_ids uuid[] not null,
  leads_team_ids uuid[] not null,
  active boolean not null
);
comment on table sales_representatives is
  'Everybody of the company who signs in: owners, authors, assignees. The key is the id of the person everywhere.';
comment on column sales_representatives.active is 'False: may not sign in any more.';
comment on column sales_representatives.team_ids is 'Of teams; leads_team_ids are those that the person leads.';

create table sales_targets (
  sales_representative_id uuid not null references sales_representatives on delete cascade,
  position integer not null,
  id text not null,
  amount bigint not null,
  currency char(3) not null references currencies,
  primary key (sales_representative_id, position)
);
comment on table sales_targets is 'What a person is to sell in a quarter.';
comment on column sales_targets.id is 'The quarter, 2026-Q4.';
comment on column sales_targets.amount is 'Minor units of currency.';

create table leads (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  name text not null,
  company text,
  job_title text,
  email text,
  phone text,
  source text not null
    check (source in ('website', 'referral', 'trade-fair', 'cold-call', 'campaign', 'partner', 'other')),
  status text not null
    check (status in ('new', 'contacted', 'qualified', 'proposal', 'won', 'lost')),
  value bigint,
  value_currency char(3) references currencies,
  expected_close date,
  lost_reason text,
  address_street text,
  address_city text,
  address_region text,
  address_postal_code text,
  address_country text,
  notes text,
  customer_id uuid,
  merged_into uuid references leads on delete set null,
  owner_id uuid references sales_representatives on delete set null,
  team_id uuid references teams on delete set null,
  check ((value is null) = (value_currency is null))
);
comment on table leads is 'Persons and companies who may become customers.';
comment on column leads.value is 'Expected value, in minor units of value_currency.';
comment on column leads.customer_id is 'The customer that the lead became.';
comment on column leads.merged_into is 'Not null: a duplicate that was merged into that lead; leave it out of counts.';

create table customers (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  name text not null,
  status text not null check (status in ('active', 'prospect', 'inactive')),
  phone text,
  fax text,
  email text,
  website text,
  address_street text,
  address_city text,
  address_region text,
  address_postal_code text,
  address_country text,
  location_latitude integer check (location_latitude between -90000000 and 90000000),
  location_longitude integer check (location_longitude between -180000000 and 180000000),
  tags text[],
  contact_every_days integer,
  notes text,
  lead_id uuid references leads on delete set null,
  merged_into uuid references customers on delete set null,
  owner_id uuid references sales_representatives on delete set null,
  team_id uuid references teams on delete set null
);
comment on table customers is 'Companies and persons who buy.';
comment on column customers.location_latitude is 'Millionths of a degree, WGS 84, north positive.';
comment on column customers.location_longitude is 'Millionths of a degree, WGS 84, east positive.';
comment on column customers.lead_id is 'The lead that the customer came from.';
comment on column customers.merged_into is
  'Not null: a duplicate that was merged into that customer; leave it out of counts.';

alter table leads add foreign key (customer_id) references customers on delete set null;

create table customer_contacts (
  customer_id uuid not null references customers on delete cascade,
  position integer not null,
  id text not null,
  name text not null,
  job_title text,
  email text,
  phone text,
  primary key (customer_id, position)
);
comment on table customer_contacts is 'Persons at a customer, the first one first.';

create table products (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  name text not null,
  sku text,
  category text,
  description text,
  unit text,
  supplier text,
  price bigint not null,
  price_currency char(3) not null references currencies,
  tax_rate integer check (tax_rate between 0 and 10000),
  stock_on_hand integer not null,
  stock_reserved integer check (stock_reserved >= 0),
  stock_as_of timestamptz,
  reorder_level integer check (reorder_level >= 0),
  on_order integer check (on_order >= 0),
  discontinued boolean not null
);
comment on table products is 'What is sold.';
comment on column products.price is 'Minor units of price_currency. Price lists may say another one.';
comment on column products.tax_rate is 'Hundredths of a percent: 1900 is 19 %.';
comment on column products.stock_on_hand is 'Units; the sum of stock_movements.quantity.';
comment on column products.stock_reserved is 'Units of these that orders were promised; the others are available.';

create table orders (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  number text,
  provisional_number text not null,
  customer_id uuid references customers on delete set null,
  status text not null
    check (status in ('draft', 'submitted', 'rejected', 'confirmed', 'backordered', 'part-fulfilled', 'fulfilled',
      'returned', 'cancelled')),
  order_date date not null,
  required_date date,
  shipped_date date,
  currency char(3) not null references currencies,
  discount integer check (discount between 0 and 10000),
  discount_amount bigint check (discount_amount >= 0),
  freight bigint not null check (freight >= 0),
  ship_via text,
  ship_to_name text,
  ship_to_street text,
  ship_to_city text,
  ship_to_region text,
  ship_to_postal_code text,
  ship_to_country text,
  notes text,
  rejection text,
  cancel_reason text,
  owner_id uuid references sales_representatives on delete set null,
  team_id uuid references teams on delete set null
);
comment on table orders is 'Orders; what they add up to is in the view order_totals.';
comment on column orders.number is 'The official number; null until the office has taken the order.';
comment on column orders.currency is 'Of every amount of the order and its items.';
comment on column orders.discount is 'Of the goods, in hundredths of a percent.';
comment on column orders.discount_amount is 'Minor units, taken off after that share.';
comment on column orders.freight is 'Minor units; not taxed.';

create table order_items (
  order_id uuid not null references orders on delete cascade,
  position integer not null check (position >= 1),
  id text not null,
  product_id uuid references products on delete set null,
  description text not null,
  unit text,
  quantity integer not null check (quantity >= 1),
  unit_price bigint not null check (unit_price >= 0),
  price_list_id uuid,
  discount integer not null check (discount between 0 and 10000),
  tax_rate integer not null check (tax_rate between 0 and 10000),
  confirmed integer check (confirmed >= 0),
  backordered integer check (backordered >= 0),
  fulfilled integer check (fulfilled >= 0),
  returned integer check (returned >= 0),
  cancelled integer check (cancelled >= 0),
  list_price bigint,
  primary key (order_id, position),
  -- What an integer of the application holds exactly.
  check (quantity::numeric * unit_price <= 9007199254740991)
);
comment on table order_items is 'The lines of orders; what each costs is in the view order_item_amounts.';
comment on column order_items.position is 'The first line of the order is 1.';
comment on column order_items.description is 'The name of the product when it was ordered.';
comment on column order_items.unit_price is 'Minor units of the currency of the order, before the discount.';
comment on column order_items.discount is 'Of this line, in hundredths of a percent.';
comment on column order_items.tax_rate is 'Hundredths of a percent: 1900 is 19 %.';
comment on column order_items.confirmed is
  'Units that are promised from stock. Of a placed item, confirmed + backordered + fulfilled + cancelled = quantity.';

create table interactions (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  lead_id uuid references leads on delete set null,
  customer_id uuid references customers on delete set null,
  type text not null check (type in ('call', 'visit', 'email', 'meeting', 'support', 'note')),
  at timestamptz not null,
  duration_minutes integer check (duration_minutes between 0 and 1440),
  outcome text
    check (outcome in ('interested', 'follow-up', 'no-answer', 'not-interested', 'order-placed', 'resolved')),
  notes text,
  owner_id uuid references sales_representatives on delete set null,
  team_id uuid references teams on delete set null
);
comment on table interactions is 'Calls, visits, emails and meetings with a lead or a customer.';

create table tasks (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  title text not null,
  status text not null check (status in ('open', 'in-progress', 'done', 'cancelled')),
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  due_date date,
  due_time time,
  duration_minutes integer,
  remind_minutes integer,
  recurrence text,
  completed_at timestamptz,
  customer_id uuid references customers on delete set null,
  lead_id uuid references leads on delete set null,
  order_id uuid references orders on delete set null,
  notes text,
  owner_id uuid references sales_representatives on delete set null,
  team_id uuid references teams on delete set null
);
comment on table tasks is 'What a person is to do.';
comment on column tasks.owner_id is 'Who the task is assigned to.';
comment on column tasks.due_time is 'On the clock where the person is.';
comment on column tasks.recurrence is 'RRULE of RFC 5545; null for a task that comes once.';

create table cases (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  subject text not null,
  customer_id uuid references customers on delete set null,
  status text not null check (status in ('open', 'waiting', 'resolved', 'closed')),
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  due_date date,
  description text,
  owner_id uuid references sales_representatives on delete set null,
  team_id uuid references teams on delete set null
);
comment on table cases is 'Questions and complaints of customers.';

create table case_comments (
  case_id uuid not null references cases on delete cascade,
  position integer not null,
  id text not null,
  at timestamptz not null,
  author_id uuid references sales_representatives on delete set null,
  text text not null,
  primary key (case_id, position)
);
comment on table case_comments is 'What was said about a case, the first one first.';

create table stock_movements (
  id uuid primary key,
  created_at timestamptz not null,
  created_by uuid references sales_representatives on delete set null,
  updated_at timestamptz not null,
  updated_by uuid references sales_representatives on delete set null,
  accepted_at timestamptz,
  import_key text,
  product_id uuid references products on delete set null,
  quantity integer not null,
  reserved integer,
  reason text not null
    check (reason in ('opening', 'received', 'reserved', 'released', 'sold', 'returned', 'counted', 'adjusted')),
  at timestamptz not null,
  source_id text,
  note text
);
comment on table stock_movements is 'The ledger of stock: never edited, never deleted. Stock is its sum.';
comment on column stock_movements.quantity is 'Units; what went out is negative.';
comment on column stock_movements.reserved is 'Units promised to orders; what was sent or released is negative.';

-- Every reference is followed both ways.
create index on sales_representatives (reports_to_id);
create index on leads (customer_id);
create index on leads (owner_id);
create index on leads (team_id);
create index on leads (merged_into);
create index on leads (status);
create index on customers (lead_id);
create index on customers (owner_id);
create index on customers (team_id);
create index on customers (merged_into);
create index on customers (lower(name));
create index on products (lower(name));
create index on products (category);
create index on orders (customer_id);
create index on orders (owner_id);
create index on orders (team_id);
create index on orders (order_date);
create index on orders (status);
-- Not unique: a report that leaves an order out because of its number would be wrong.
create index on orders (number);
create index on order_items (product_id);
create index on interactions (customer_id);
create index on interactions (lead_id);
create index on interactions (owner_id);
create index on interactions (at);
create index on tasks (customer_id);
create index on tasks (lead_id);
create index on tasks (order_id);
create index on tasks (owner_id);
create index on tasks (due_date) where status in ('open', 'in-progress');
create index on cases (customer_id);
create index on cases (owner_id);
create index on stock_movements (product_id, at);

-- The projector's own books.

create table awaited_references (
  table_name text not null,
  row_id uuid not null,
  position integer not null,
  column_name text not null,
  target_table text not null,
  target_id uuid not null,
  primary key (table_name, row_id, position, column_name)
);
create index on awaited_references (target_table, target_id);
comment on table awaited_references is
  'References whose target is not here: table_name.column_name of row_id is null and means target_id.';
comment on column awaited_references.position is '0, or which of the rows of an order, a customer, a case.';

create table unprojected_documents (
  collection text not null,
  id uuid not null,
  reason text not null,
  primary key (collection, id)
);
comment on table unprojected_documents is 'Documents that break a rule of these tables; nearly always empty.';

create table projection (
  single boolean primary key default true check (single),
  store_identity text not null,
  model text not null,
  position text not null,
  projected_at timestamptz not null
);
comment on table projection is 'How far the change feed of which store was read, and by which version of this model.';
