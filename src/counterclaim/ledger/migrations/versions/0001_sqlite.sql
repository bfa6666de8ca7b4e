-- Full text over a claim's words and names; Datasette finds it by its content table.
CREATE VIRTUAL TABLE claim_fts USING fts5(
    quote, speakers, agents, targets, places,
    content='claim', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2'
);
--;
CREATE TRIGGER claim_is_found AFTER INSERT ON claim BEGIN
    INSERT INTO claim_fts (rowid, quote, speakers, agents, targets, places)
    VALUES (new.key, new.quote, new.speakers, new.agents, new.targets, new.places);
END;
--;
-- Days: R*Tree keeps 32-bit floats, in which day numbers are exact.
CREATE VIRTUAL TABLE claim_days USING rtree(key, first_day, last_day);
--;
CREATE TRIGGER claim_days_are_found AFTER INSERT ON claim
WHEN new.first_day IS NOT NULL AND new.last_day IS NOT NULL BEGIN
    INSERT INTO claim_days VALUES (new.key, new.first_day, new.last_day);
END;
--;
-- Boxes in space and days: one point a located place, rounded outwards. Day 0: unknown.
CREATE VIRTUAL TABLE place_box USING rtree(key, south, north, west, east, first_day, last_day);
--;
CREATE TRIGGER claim_place_is_found AFTER INSERT ON claim_place
WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN
    INSERT INTO place_box
    SELECT new.key, new.lat, new.lat, new.lon, new.lon,
           coalesce(first_day, 0), coalesce(last_day, 0)
    FROM claim WHERE key = new.claim;
END;
