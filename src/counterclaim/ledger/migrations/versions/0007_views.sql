DROP VIEW current_claims;
--;
CREATE VIEW current_claims AS
SELECT claim.id, claim.speaker, claim.side, claim.stance, claim.quote, claim.type, claim.realis,
       claim.agents, claim.targets, claim.places, claim.figures, claim.time_text,
       claim.time_start, claim.time_end, report.outlet, report.published, report.title,
       report.url, report.id AS report, claim.quote_start, claim.quote_end, claim.event,
       claim.origin, claim.key
FROM claim
JOIN report ON report.key = claim.report
WHERE claim.removed IS NULL;
