-- Full text over a claim's words and names. A tsvector is limited to 1 MB, hence left().
ALTER TABLE claim ADD COLUMN words tsvector GENERATED ALWAYS AS (
    to_tsvector('english'::regconfig,
        left(quote, 100000) || ' ' || left(speakers, 10000) || ' ' || left(agents, 10000)
        || ' ' || left(targets, 10000) || ' ' || left(places, 10000))
) STORED;
--;
CREATE INDEX ix_claim_words ON claim USING gin (words);
--;
CREATE INDEX ix_claim_speakers_words ON claim
    USING gin (to_tsvector('simple'::regconfig, left(speakers, 10000)));
--;
CREATE INDEX ix_claim_places_words ON claim
    USING gin (to_tsvector('simple'::regconfig, left(places, 10000)));
--;
CREATE INDEX ix_claim_days ON claim USING gist (int4range(first_day, last_day, '[]'))
    WHERE first_day IS NOT NULL;
--;
CREATE FUNCTION counterclaim_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger keeps what it has; mark it removed instead';
END $$;
