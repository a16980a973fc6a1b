-- One act (a command over many things) makes many facts of one type and one time. A person gets one mail about it,
-- however many replicas tell of its facts at once; the inbox has every fact. Mails written before stand for no act.
ALTER TABLE message ADD COLUMN act_at timestamptz CHECK (act_at IS NULL OR channel = 'mail');
CREATE UNIQUE INDEX message_mail_of_act ON message (person_id, fact_type, act_at);
-- An inbox is read act by act, newest first.
CREATE INDEX message_act ON message (person_id, occurred_at DESC, fact_type DESC) WHERE channel = 'inbox';
