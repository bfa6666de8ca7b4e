-- Boxes in space and days, as SQLite's place_box has them: a place knows its claim's days.
ALTER TABLE claim_place ADD COLUMN days int4range;
--;
UPDATE claim_place SET days = int4range(claim.first_day, claim.last_day, '[]')
FROM claim WHERE claim.key = claim_place.claim AND claim.first_day IS NOT NULL;
--;
CREATE FUNCTION counterclaim_place_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT int4range(first_day, last_day, '[]') INTO new.days
    FROM claim WHERE key = new.claim AND first_day IS NOT NULL;
    RETURN new;
END $$;
--;
CREATE TRIGGER claim_place_has_days BEFORE INSERT ON claim_place
FOR EACH ROW EXECUTE FUNCTION counterclaim_place_days();
--;
CREATE INDEX ix_claim_place_point_days ON claim_place USING gist (point(lon, lat), days)
    WHERE lat IS NOT NULL;
--;
-- Names are looked for in the narrow tables: a common name has tens of thousands of claims.
DROP INDEX ix_claim_speakers_words;
--;
DROP INDEX ix_claim_places_words;
--;
CREATE INDEX ix_claim_source_words ON claim_source
    USING gin (to_tsvector('simple'::regconfig, left(name, 1000) || ' ' || left(text, 1000)));
--;
CREATE INDEX ix_claim_place_words ON claim_place
    USING gin (to_tsvector('simple'::regconfig, left(name, 1000) || ' ' || left(text, 1000)));
