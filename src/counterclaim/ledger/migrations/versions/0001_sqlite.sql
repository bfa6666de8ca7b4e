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
-- Boxes: one point a located place. R*Tree keeps 32-bit floats, rounded outwards.
CREATE VIRTUAL TABLE place_box USING rtree(key, south, north, west, east);
--;
CREATE TRIGGER claim_place_is_found AFTER INSERT ON claim_place
WHEN new.lat IS NOT NULL AND new.lon IS NOT NULL BEGIN
    INSERT INTO place_box VALUES (new.key, new.lat, new.lat, new.lon, new.lon);
END;
