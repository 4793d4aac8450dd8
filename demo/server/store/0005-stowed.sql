-- Studies that go to a DICOMweb server: its own token, and what it confirmed or rejected of each study.
alter table imaging_transfer add column token text;
alter table study add column study_uid text;

create table stowed_instance (
  study_id text not null references study (id) on delete cascade,
  -- SOP Instance UID.
  uid text not null,
  -- Null: the server holds it.
  reason text,
  primary key (study_id, uid)
);
