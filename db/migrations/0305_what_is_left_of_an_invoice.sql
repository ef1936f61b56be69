-- What is left of an invoice to give back: what it came to, less the credit notes on it and, of a deposit, what invoices took off.
create function left_of_invoice(of_invoice uuid) returns numeric language sql stable as $$
  select v.total
    - coalesce((select sum(n.total) from invoices n
        where n.corrects_id = v.id and n.state <> 'draft' and n.archived_at is null), 0)
    - coalesce((select sum(case t.kind when 'credit_note' then l.total else -l.total end)
        from invoice_lines l join invoices t on t.id = l.invoice_id
        where l.deposit_id = v.id and t.state <> 'draft' and t.archived_at is null and l.archived_at is null), 0)
  from invoices v where v.id = of_invoice
$$;

-- A credit note is for the customer and in the currency of its invoice, and neither it nor a deposit that is taken off goes beyond what is left.
create function refuse_more_than_is_left() returns trigger language plpgsql as $$
begin
  perform from invoices where id = new.corrects_id or id in (select deposit_id from invoice_lines where invoice_id = new.id)
    order by id for update;
  if exists (select from invoices v where v.id = new.corrects_id and (v.customer_id, v.currency) <> (new.customer_id, new.currency)) then
    raise exception 'a credit note is for the customer of its invoice, in its currency' using errcode = 'check_violation', constraint = 'invoices_corrects_same';
  end if;
  if left_of_invoice(new.corrects_id) < 0 or exists (select from invoice_lines l
      where l.invoice_id = new.id and l.archived_at is null and left_of_invoice(l.deposit_id) < 0) then
    raise exception 'more than is left of the invoice' using errcode = 'check_violation', constraint = 'invoices_left';
  end if;
  return null;
end $$;
create trigger issued_within_what_is_left after update of state on invoices for each row
  when (old.state = 'draft' and new.state <> 'draft') execute function refuse_more_than_is_left();

-- States say who settled it. An invoice that credit notes of its own gave back whole is credited, in part it stays issued; those of
-- other invoices pay it. A credit note is issued as long as something is left of it, then used or paid out.
alter table invoices drop constraint invoices_state, drop constraint invoices_state_check;
with given as (
  select v.id, coalesce(sum(a.amount), 0) as back
  from invoices v left join (payment_allocations a join invoices n on n.id = a.credit_note_id)
    on a.invoice_id = v.id and n.corrects_id = v.id and a.archived_at is null
  where v.state <> 'draft' group by v.id
)
update invoices v set state = case
    when v.kind = 'credit_note' and v.total > v.paid + v.credited then 'issued'
    when v.kind = 'credit_note' and v.paid > 0 then 'paid_out'
    when v.kind = 'credit_note' then 'used'
    when v.total > 0 and given.back = v.total then 'credited'
    when v.total = v.paid + v.credited then 'paid'
    when v.paid + v.credited > given.back then 'partly_paid'
    else 'issued' end
from given where given.id = v.id and (v.kind = 'credit_note' or v.credited > 0);
alter table invoices
  add constraint invoices_state_known check (state in ('draft', 'issued', 'partly_paid', 'paid', 'credited', 'used', 'paid_out')),
  add constraint invoices_state check (state = 'draft' or case
    when kind = 'credit_note' then state = case when total > paid + credited then 'issued' when paid > 0 then 'paid_out' else 'used' end
    when total = paid + credited then state = 'paid' or (state = 'credited' and paid = 0)
    when paid > 0 then state = 'partly_paid'
    else state = 'issued' or (state = 'partly_paid' and credited > 0) end);
