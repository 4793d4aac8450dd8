-- Links that open a part of a referral to somebody else: a guardian who signs, a sponsor who follows state and fee.
create table share (
  id text primary key,
  referral_id text not null references referral (id) on delete cascade,
  kind text not null,
  -- Key of the guardian in the answers, where it is about one.
  guardian text,
  email text not null,
  token_hash text not null unique,
  failures integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  opened_at timestamptz,
  -- Set when it was revoked, or replaced by a newer one to the same person.
  ended_at timestamptz
);
create index share_referral on share (referral_id, created_at);

-- Ends with the link that it came from.
alter table capability add column share_id text references share (id) on delete cascade;

-- The name that was typed under it, where that stands in no form.
alter table consent add column name text;
