-- Enishi, version 1 of the tables, for ${database}. Apply it once, with your own migration tool or with JdbcSchema.migrate().
-- Every table starts with the shop; ids are 16 bytes, compared unsigned; times are milliseconds since 1970 in UTC.
-- Texts with what people did or said are JSON in a form with a version of its own.

-- One row: the version of these tables. The application refuses to start on another one.
create table enishi_schema (
  version integer not null primary key,
  applied_at bigint not null
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- One row a shop.
create table enishi_shop (
  id integer not null auto_increment primary key,
  name varchar(64) not null unique
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- One row a person: what moves with every decision. Grows with people.
create table enishi_customer (
  shop integer not null,
  id binary(16) not null,
  version bigint not null,
  commit_id binary(16) not null,
  membership_hash varchar(128) not null,
  membership longblob not null,
  last_decided bigint not null,
  next_wake bigint,
  taken_until bigint not null default 0,
  primary key (shop, id)
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_customer_wake on enishi_customer (shop, next_wake, id);

-- One row a label that a merge took away: its versions go on where they ended, should a separation bring it back. Grows with merges.
create table enishi_absorbed (
  shop integer not null,
  id binary(16) not null,
  version bigint not null,
  primary key (shop, id)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- One row a person with a long history: what stands for events that are older than every window. Made of the timeline and made again when it
-- is deleted; holds single events, so it goes with whom they are of. Grows with regular customers, about four bytes an event.
create table enishi_checkpoint (
  shop integer not null,
  id binary(16) not null,
  definitions varchar(128) not null,
  until_at bigint not null,
  state mediumblob not null,
  primary key (shop, id)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- One row an origin, never moved: merging changes its customer, nothing else. Grows with accounts, cards and guests.
create table enishi_origin (
  minted bigint not null auto_increment primary key,
  shop integer not null,
  id binary(16) not null,
  customer binary(16) not null,
  restricted boolean not null,
  unique (shop, id)
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_origin_customer on enishi_origin (shop, customer, minted);

-- The vault: one row an identifier of an origin, raw. Grows with people's addresses and numbers.
create table enishi_identifier (
  shop integer not null,
  origin binary(16) not null,
  scheme varchar(64) not null,
  raw varchar(320) not null,
  verified boolean not null,
  body longtext not null,
  primary key (shop, origin, scheme, raw, verified)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- One row a match key of an origin: who holds an address. derived: made by the identity rules, replaced with them.
create table enishi_key (
  shop integer not null,
  scheme varchar(64) not null,
  match_key varchar(320) not null,
  origin binary(16) not null,
  derived boolean not null,
  primary key (shop, scheme, match_key, origin, derived)
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_key_origin on enishi_key (shop, origin);

-- One row a run of a scenario; ended ones stay, for re-entry. Grows with entries.
create table enishi_run (
  shop integer not null,
  origin binary(16) not null,
  journey varchar(64) not null,
  entry varchar(200) not null,
  definition_hash varchar(128) not null,
  state longblob not null,
  timers longtext not null,
  started_at bigint not null,
  ended_at bigint,
  end_kind varchar(64),
  end_reason longtext,
  primary key (shop, origin, journey, entry)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- The outbox: one row a command; settled ones stay. available_at is null once it is settled; turn is the order
-- in which they were asked for. Grows with sends.
create table enishi_command (
  shop integer not null,
  origin binary(16) not null,
  journey varchar(64) not null,
  entry varchar(200) not null,
  visit varchar(100) not null,
  status varchar(64) not null,
  lane varchar(64) not null,
  available_at bigint,
  taken_until bigint not null default 0,
  turn bigint not null auto_increment,
  body longtext not null,
  primary key (shop, origin, journey, entry, visit),
  unique key enishi_command_turn (turn)
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_command_work on enishi_command (shop, status, journey, lane, available_at, turn);

-- One row a message that left: what caps count. Grows with sends.
create table enishi_dispatched (
  shop integer not null,
  origin binary(16) not null,
  journey varchar(64) not null,
  entry varchar(200) not null,
  visit varchar(100) not null,
  body longtext not null,
  primary key (shop, origin, journey, entry, visit)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- One row an address that something was stated about or that a decision relied on; commits lock it and compare its version. Grows with
-- addresses; a suppression takes the row away where nothing was stated.
create table enishi_ledger (
  shop integer not null,
  scheme varchar(64) not null,
  address varchar(320) not null,
  version bigint not null,
  primary key (shop, scheme, address)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- The consent ledger: one row a statement, never changed and never erased with a person. Grows with statements.
create table enishi_statement (
  shop integer not null,
  scheme varchar(64) not null,
  address varchar(320) not null,
  version bigint not null,
  body longtext not null,
  primary key (shop, scheme, address, version)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- One row a judgement about two origins. Grows with staff's decisions.
create table enishi_judgement (
  number bigint not null auto_increment primary key,
  shop integer not null,
  a binary(16) not null,
  b binary(16) not null,
  body longtext not null
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_judgement_a on enishi_judgement (shop, a);
create index enishi_judgement_b on enishi_judgement (shop, b);

-- One row a change of label. Grows with merges.
create table enishi_alias (
  number bigint not null auto_increment primary key,
  shop integer not null,
  from_id binary(16) not null,
  to_id binary(16) not null,
  body longtext not null
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_alias_from on enishi_alias (shop, from_id);
create index enishi_alias_to on enishi_alias (shop, to_id);

-- One row a keyed hash of somebody who must not be taken in or written to again. Grows with erasures.
create table enishi_tombstone (
  shop integer not null,
  hash varchar(128) not null,
  primary key (shop, hash)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- The timelines and the decision log in one, in commit order: one row a decision, under its customer's label, with the events it brought to
-- that origin, a line each. Events that came under another origin have a row of their own. Of an event that stands twice the later one is
-- on the timeline, the earlier one was decided on. latest is the time of the row's latest event. By far the largest table: grows with what people do.
create table enishi_log (
  position bigint not null auto_increment primary key,
  shop integer not null,
  origin binary(16) not null,
  events longtext,
  decision longtext,
  latest bigint
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_log_origin on enishi_log (shop, origin, latest);

-- The queue of events written in hosts' own transactions; an outcome is kept until you delete the row. Grows with events.
create table enishi_inbox (
  number bigint not null auto_increment primary key,
  shop integer not null,
  source varchar(64) not null,
  id binary(16) not null,
  taken_until bigint not null default 0,
  outcome longtext,
  settled boolean not null,
  settled_at bigint,
  body longtext not null
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_inbox_open on enishi_inbox (shop, settled, number);
create index enishi_inbox_event on enishi_inbox (shop, source, id);

-- One row a shop event: until it has reached everybody who is interested (open), and afterwards, so that it is told once. Grows with
-- what happens to the shop.
create table enishi_shop_event (
  shop integer not null,
  source varchar(64) not null,
  id binary(16) not null,
  occurred_at bigint not null,
  open boolean not null,
  backfill boolean not null,
  reached_since bigint,
  reached_origin binary(16),
  told bigint not null,
  left_out longtext not null,
  taken_until bigint not null default 0,
  body longtext not null,
  primary key (shop, source, id)
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_shop_event_open on enishi_shop_event (shop, open, occurred_at, source, id);

-- The index of interests: one row an origin and what it is interested in, such as a product. Grows with favourites and views.
create table enishi_interest (
  shop integer not null,
  origin binary(16) not null,
  interest binary(16) not null,
  since bigint not null,
  primary key (shop, origin, interest)
) engine=InnoDB default charset=utf8mb4 collate=${collation};
create index enishi_interest_since on enishi_interest (shop, interest, since, origin);

-- Shared limits: one row a limit and a period of it, such as a month of a budget. Grows with occasions of limited recipients.
create table enishi_account (
  shop integer not null,
  lim varchar(160) not null,
  term varchar(400) not null,
  reserved bigint not null,
  used bigint not null,
  primary key (shop, lim, term)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

-- What is reserved of a limit and neither used up nor given back: one row a message under way, and one a complaint.
create table enishi_draw (
  shop integer not null,
  lim varchar(160) not null,
  draw_key varchar(500) not null,
  term varchar(400) not null,
  amount bigint not null,
  primary key (shop, lim, draw_key)
) engine=InnoDB default charset=utf8mb4 collate=${collation};

insert into enishi_schema (version, applied_at) values (1, 0);
