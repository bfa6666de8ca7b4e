-- Datasette looks for the name of the content table in double quotes.
DROP TABLE claim_fts;
--;
CREATE VIRTUAL TABLE claim_fts USING fts5(
    quote, speakers, agents, targets, places,
    content="claim", content_rowid="key", tokenize='porter unicode61 remove_diacritics 2'
);
--;
INSERT INTO claim_fts (claim_fts) VALUES ('rebuild');
