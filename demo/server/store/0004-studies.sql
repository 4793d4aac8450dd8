-- Studies of images: what was declared of them, the records that carry them, and each instance that was found.
create table study (
  id text primary key,
  -- Order of arrival: two may come within one millisecond.
  n bigint generated always as identity,
  referral_id text not null references referral (id) on delete cascade,
  client_id text not null,
  described jsonb not null,
  created_at timestamptz not null,
  unique (referral_id, client_id)
);
alter table record add column study_id text references study (id) on delete cascade;
alter table record add column pack jsonb;
create index record_study on record (study_id) where study_id is not null;

create table instance (
  record_id text not null references record (id) on delete cascade,
  n integer not null,
  path text not null,
  size bigint not null,
  sha256 text not null,
  -- Where its bytes begin in the record's own: they are not kept twice.
  position bigint not null,
  -- Null: it is here and is what the manifest says.
  reason text,
  primary key (record_id, n)
);
