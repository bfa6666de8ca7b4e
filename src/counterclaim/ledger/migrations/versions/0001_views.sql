CREATE VIEW current_reports AS
SELECT report.id, report.version, report.outlet, report.published, report.title, report.url,
       report.language, report.retrieved_at, reading.extractor, reading.claims, text.content
FROM report
JOIN text ON text.sha256 = report.sha256
LEFT JOIN reading ON reading.report = report.key AND reading.removed IS NULL
WHERE report.removed IS NULL;
--;
CREATE VIEW current_claims AS
SELECT claim.id, claim.speaker, claim.side, claim.stance, claim.quote, claim.type, claim.realis,
       claim.agents, claim.targets, claim.places, claim.figures, claim.time_text,
       claim.time_start, claim.time_end, report.outlet, report.published, report.title,
       report.url, report.id AS report, claim.quote_start, claim.quote_end, claim.event,
       claim.origin
FROM claim
JOIN report ON report.key = claim.report
WHERE claim.removed IS NULL;
