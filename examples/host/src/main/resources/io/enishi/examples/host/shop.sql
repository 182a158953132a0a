-- The shop's own tables. What people did and what was decided about them is in Enishi's tables, in the same database.
create table if not exists members (
    member      text primary key,
    name        text not null,
    email       text,
    line_user   text unique,
    postal_code text,
    address     text
);
create table if not exists orders (
    order_id  text primary key,
    member    text not null references members,
    placed_at timestamptz not null,
    total_yen bigint not null,
    status    text not null
);
create index if not exists orders_by_member on orders (member, placed_at);
create table if not exists order_lines (
    order_id text not null references orders,
    line     int not null,
    product  text not null,
    quantity int not null,
    unit_yen bigint not null,
    primary key (order_id, line)
);
-- One row a coupon, whether it left inside a message or without one.
create table if not exists coupons (
    command_key text primary key,
    code        text not null unique,
    campaign    text not null,
    terms       text not null,
    expires_at  timestamptz not null
);
-- One row a grant; the balance is their sum.
create table if not exists points (
    command_key text primary key,
    member      text not null references members,
    points      bigint not null,
    reason      text not null,
    granted_at  timestamptz not null
);
-- What leaves as a file: cards for the printer, slips for the warehouse. A row belongs to no file until its batch is closed.
create table if not exists batch_rows (
    command_key text primary key,
    batch       text not null,
    member      text not null references members,
    order_id    text not null,
    content     text not null,
    note        text not null,
    file        text,
    result      text
);
create index if not exists batch_rows_by_file on batch_rows (file);
