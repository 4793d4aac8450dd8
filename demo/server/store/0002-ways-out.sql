-- What a family does about a record that is not in English, and what it says of a record that names somebody else.
alter table record add column translation jsonb;
alter table record add column left_out jsonb;
alter table record add column identity_answer text;
