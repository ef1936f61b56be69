-- What is told of a document on a customer's timeline is seen by those alone who see the document.
alter table interactions
  add column quote_id uuid references quotes,
  add column order_id uuid references orders,
  add column invoice_id uuid references invoices,
  add column payment_id uuid references payments,
  add column contract_id uuid references contracts,
  add column subscription_id uuid references subscriptions;

create index interactions_quote on interactions (quote_id) where quote_id is not null;
create index interactions_order on interactions (order_id) where order_id is not null;
create index interactions_invoice on interactions (invoice_id) where invoice_id is not null;
create index interactions_payment on interactions (payment_id) where payment_id is not null;
create index interactions_contract on interactions (contract_id) where contract_id is not null;
create index interactions_subscription on interactions (subscription_id) where subscription_id is not null;

-- What was told before: its subject names the number. Of the versions of a quote the first is named.
update interactions i set quote_id = d.id
from quotes d
where i.kind in ('document') and i.channel in ('document', 'payment') and d.number is not null
  and (i.party_id = d.customer_id or i.company_id = d.customer_id)
  and position(d.number in i.subject) > 0;
update interactions i set order_id = d.id
from orders d
where i.kind in ('document') and i.channel in ('document', 'payment') and d.number is not null
  and (i.party_id = d.customer_id or i.company_id = d.customer_id)
  and position(d.number in i.subject) > 0;
update interactions i set invoice_id = d.id
from invoices d
where i.kind in ('document', 'payment') and i.channel in ('document', 'payment') and d.number is not null
  and (i.party_id = d.customer_id or i.company_id = d.customer_id)
  and position(d.number in i.subject) > 0;
update interactions i set payment_id = d.id
from payments d
where i.kind in ('document', 'payment') and i.channel in ('document', 'payment') and d.number is not null
  and (i.party_id = d.customer_id or i.company_id = d.customer_id)
  and position(d.number in i.subject) > 0;
update interactions i set contract_id = d.id
from contracts d
where i.kind in ('document') and i.channel in ('document', 'payment') and d.number is not null
  and (i.party_id = d.customer_id or i.company_id = d.customer_id)
  and position(d.number in i.subject) > 0;
update interactions i set subscription_id = d.id
from subscriptions d
where i.kind in ('document') and i.channel in ('document', 'payment') and d.number is not null
  and (i.party_id = d.customer_id or i.company_id = d.customer_id)
  and position(d.number in i.subject) > 0;
