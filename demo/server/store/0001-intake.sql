-- The intake: referrals, who may open them, what was given, what happened. PostgreSQL 15 and later.
create table referral (
  id text primary key,
  program_id text not null,
  reference text not null unique,
  language text not null,
  page text not null,
  -- Lower case; the address that links and codes go to.
  email text,
  state text not null,
  gates jsonb not null,
  clock jsonb not null,
  -- json, not jsonb: answers come back as they were given, in their order.
  form json not null,
  form_version integer not null default 1,
  -- Grows with anything that the status view shows: its ETag.
  version integer not null default 1,
  last_seq integer not null default 0,
  pin_hash text,
  fact_failures integer not null default 0,
  due text,
  expires_at timestamptz,
  overdue boolean not null default false,
  state_since timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index referral_email on referral (program_id, email);
create index referral_timer on referral (expires_at) where expires_at is not null;

create table capability (
  token_hash text primary key,
  referral_id text not null references referral (id) on delete cascade,
  role text not null,
  scopes text not null,
  origin text,
  started_at timestamptz not null,
  last_used_at timestamptz not null,
  -- Set when it was rotated or revoked: the instant from which it opens nothing.
  ends_at timestamptz,
  stepped_up_at timestamptz
);
create index capability_referral on capability (referral_id);

create table access_link (
  token_hash text primary key,
  referral_id text not null references referral (id) on delete cascade,
  failures integer not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table verification (
  id text primary key,
  referral_id text not null references referral (id) on delete cascade,
  purpose text not null,
  email text not null,
  -- A step-up counts for the capability that asked for it.
  capability_hash text not null,
  code_hash text not null,
  attempts_left integer not null,
  expires_at timestamptz not null,
  verified_at timestamptz,
  created_at timestamptz not null
);
create index verification_referral on verification (referral_id, purpose, created_at);

create table consent (
  referral_id text not null references referral (id) on delete cascade,
  consent_id text not null,
  version text not null,
  lang text not null,
  sha256 text not null,
  given boolean not null,
  method text not null,
  signer text not null,
  at timestamptz not null
);
create index consent_referral on consent (referral_id, consent_id, at);

create table record (
  id text primary key,
  -- Order of arrival: two may come within one millisecond.
  n bigint generated always as identity,
  referral_id text not null references referral (id) on delete cascade,
  client_id text not null,
  upload_id text not null unique,
  upload_expires_at timestamptz not null,
  name text not null,
  size bigint not null,
  type text not null,
  category text not null,
  document_date text,
  title text,
  language text,
  state text not null,
  reason text,
  client_digest text,
  digest text,
  device_verdict jsonb,
  server_verdict jsonb,
  override_reason text,
  attested boolean not null default false,
  translation_of text,
  replaces text,
  request_id text,
  submitted boolean not null default false,
  created_at timestamptz not null,
  unique (referral_id, client_id)
);
create index record_referral on record (referral_id, n);
create index record_pending on record (state) where state in ('receiving', 'received', 'scanning');

create table referral_event (
  referral_id text not null references referral (id) on delete cascade,
  seq integer not null,
  id text not null unique,
  type text not null,
  at timestamptz not null,
  actor_role text not null,
  from_state text not null,
  to_state text not null,
  gate text,
  reason_code text,
  primary key (referral_id, seq)
);

create table information_request (
  id text primary key,
  -- Order of arrival: two may come within one millisecond.
  n bigint generated always as identity,
  referral_id text not null references referral (id) on delete cascade,
  state text not null,
  blocking boolean not null,
  items jsonb not null,
  reason text,
  due text,
  response_text text,
  response_records jsonb,
  unavailable boolean not null default false,
  created_at timestamptz not null,
  answered_at timestamptz
);
create index information_request_referral on information_request (referral_id, n);

create table message (
  id text primary key,
  -- Order of arrival: two may come within one millisecond.
  n bigint generated always as identity,
  referral_id text not null references referral (id) on delete cascade,
  sender text not null,
  kind text not null,
  body text not null,
  at timestamptz not null,
  read_at timestamptz
);
create index message_referral on message (referral_id, n);

create table quote (
  referral_id text not null references referral (id) on delete cascade,
  version integer not null,
  currency text not null,
  lines jsonb not null,
  total_minor bigint not null,
  valid_until timestamptz not null,
  state text not null,
  accepted_at timestamptz,
  primary key (referral_id, version)
);

create table payment_session (
  id text primary key,
  referral_id text not null references referral (id) on delete cascade,
  quote_version integer not null,
  amount_minor bigint not null,
  currency text not null,
  return_to text not null,
  state text not null,
  created_at timestamptz not null
);

-- Webhooks that were taken, so that a replay is harmless.
create table webhook_delivery (id text primary key, at timestamptz not null);

create table imaging_transfer (
  referral_id text primary key references referral (id) on delete cascade,
  mode text not null,
  url text not null,
  instructions text,
  expires_at timestamptz not null,
  reissue_asked_at timestamptz
);

create table report (
  referral_id text not null references referral (id) on delete cascade,
  version integer not null,
  language text not null,
  size integer not null,
  sha256 text not null,
  file text not null,
  signed_at timestamptz,
  delivered_at timestamptz,
  created_at timestamptz not null,
  primary key (referral_id, version)
);

create table report_opening (
  referral_id text not null references referral (id) on delete cascade,
  version integer not null,
  role text not null,
  at timestamptz not null,
  primary key (referral_id, version, role)
);

create table idempotency (
  key_hash text primary key,
  fingerprint text not null,
  locked_until timestamptz not null,
  status integer,
  headers jsonb,
  body text,
  created_at timestamptz not null
);
create index idempotency_age on idempotency (created_at);

create table mail (
  id text primary key,
  -- Order of arrival: two may come within one millisecond.
  n bigint generated always as identity,
  recipient text not null,
  kind text not null,
  language text not null,
  subject text not null,
  body text not null,
  at timestamptz not null
);
create index mail_n on mail (n);
