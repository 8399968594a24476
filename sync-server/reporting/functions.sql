-- The formula of amounts, as docs/procedures.md has it and shared/money.ts computes it: the same integers, the
-- same rounding (half to even, once per line, per discount of an order and per tax rate). A property test holds
-- the two to the last unit.

-- A share of an amount, rounded half to even to a whole minor unit. numeric, because amount × share is larger
-- than a bigint for the largest orders; exact, because both are whole.
create function share_of(amount numeric, share integer) returns bigint
  language sql immutable strict parallel safe
return (
  select case
    when rest > 5000 or (rest = 5000 and mod(down, 2) <> 0) then down + 1
    else down
  end
  from (select floor(amount * share / 10000) as down) as divided,
    lateral (select amount * share - down * 10000 as rest) as remainder
)::bigint;
comment on function share_of(numeric, integer) is
  'amount × share, where share is in hundredths of a percent; rounded half to even.';

create function line_total(quantity integer, unit_price bigint, discount integer) returns bigint
  language sql immutable strict parallel safe
return share_of(quantity::numeric * unit_price, 10000 - discount);
comment on function line_total(integer, bigint, integer) is
  'Quantity × unit price less the discount of the line, in minor units.';

create function order_discount(goods bigint, discount integer, discount_amount bigint) returns bigint
  language sql immutable parallel safe
return case
  when goods <= 0 then 0
  else greatest(0, least(goods, share_of(goods, coalesce(discount, 0)) + coalesce(discount_amount, 0)))
end;
comment on function order_discount(bigint, integer, bigint) is
  'What an order takes off its goods: the share first, then the amount; never more than the goods.';

-- Each line bears its part of the order's discount rounded down; the units that are left over are borne by the
-- first lines that cost anything, one each, in the order of the lines.
create view order_item_amounts as
with items as (
  select order_id, position, tax_rate, line_total(quantity, unit_price, discount) as amount
  from order_items
), goods as (
  select items.*, orders.currency,
    sum(amount) over of_order as goods,
    order_discount((sum(amount) over of_order)::bigint, orders.discount, orders.discount_amount) as taken_off
  from items join orders on orders.id = items.order_id
  window of_order as (partition by items.order_id)
), parts as (
  select goods.*, case when goods = 0 then 0 else div(taken_off::numeric * amount, goods) end as part
  from goods
), leftovers as (
  select parts.*,
    taken_off - sum(part) over (partition by order_id) as left_over,
    row_number() over (partition by order_id, amount <> 0 order by position) as place
  from parts
)
select order_id, position, currency, amount,
  (part + case when amount <> 0 and place <= left_over then 1 else 0 end)::bigint as order_discount,
  tax_rate
from leftovers;
comment on view order_item_amounts is
  'Per line, in minor units: amount after the discount of the line, and what it bears of the discount of the order.';

create view order_taxes as
select order_id, tax_rate, currency, base, share_of(base, tax_rate) as tax
from (
  select order_id, tax_rate, currency, sum(amount - order_discount)::bigint as base
  from order_item_amounts
  where tax_rate > 0
  group by order_id, tax_rate, currency
) as bases;
comment on view order_taxes is
  'Per order and tax rate, in minor units: what is taxed (after both discounts, without freight) and the tax.';

create view order_totals as
select orders.id as order_id, orders.currency,
  coalesce(items.goods, 0)::bigint as goods,
  coalesce(items.discount, 0)::bigint as discount,
  orders.freight,
  coalesce(taxes.tax, 0)::bigint as tax,
  (coalesce(items.goods, 0) - coalesce(items.discount, 0) + orders.freight + coalesce(taxes.tax, 0))::bigint as total
from orders
left join (
  select order_id, sum(amount) as goods, sum(order_discount) as discount
  from order_item_amounts group by order_id
) as items on items.order_id = orders.id
left join (
  select order_id, sum(tax) as tax from order_taxes group by order_id
) as taxes on taxes.order_id = orders.id;
comment on view order_totals is
  'Per order, in minor units: total = goods - discount + freight + tax, as printed and charged.';

create function order_total(order_id uuid) returns bigint
  language sql stable strict parallel safe
return (select total from order_totals where order_totals.order_id = order_total.order_id);
comment on function order_total(uuid) is 'What the order comes to, in minor units; null when there is none such.';

create function decimal_amount(amount bigint, currency text) returns numeric
  language plpgsql stable strict parallel safe
  set search_path = satchel
as $$
declare
  places smallint;
begin
  select decimals into places from currencies where code = currency;
  if not found then
    raise exception '% is no known currency', currency using errcode = 'invalid_parameter_value';
  end if;
  -- As text: a division would leave digits out of the largest amounts.
  return round((amount || 'e-' || places)::numeric, places);
end
$$;
comment on function decimal_amount(bigint, text) is
  'The exact decimal of minor units, with the decimals of the currency: 1050 USD is 10.50, 1050 JPY is 1050.';
