-- The rates, thresholds and day counts every installation begins with, as dated records with their authority. A trust's
-- court or instrument may say otherwise: that is a next version, never an edit.
drop policy if exists laid_down on policy;
create policy laid_down on policy for insert to tutela_owner with check (version = 1 and approved_by = 'Tutela, default');

insert into policy (key, version, title, value, authority, effective_from, approved_by)
select d.key, 1, d.title, d.value::jsonb, d.authority, date '2000-01-01', 'Tutela, default'
  from (values
    ('AP-1', 'One trustee, small amounts within the plan', '{"limit": "500.00", "trustees": "1"}', 'Default policy; UTC 703'),
    ('AP-2', 'Two trustees', '{"limit": "5000.00", "trustees": "2"}', 'Default policy; UTC 703'),
    ('AP-3', 'Two trustees: large, off the plan, or a first payment', '{"trustees": "2"}', 'Default policy; UTC 703'),
    ('AP-W', 'Amounts to one provider count together', '{"days": "30"}', 'Default policy: limits are not split'),
    ('AP-D', 'Decide within', '{"weekdays": "5"}', 'Default policy'),
    ('AC-1', 'An annual account is due after its year', '{"days": "45"}', 'Default policy; the order of the court may say otherwise'),
    ('AG-1', 'The least count of children that a published figure shows', '{"least": "5"}', '34 USC 12291(b)(2)(D): aggregate and not identifying; default policy'),
    ('EX-1', 'Files that a person may take', '{"most_a_day": "60"}', 'Default policy; ASVS 5.0 2.4.1'),
    ('EX-2', 'Entries of the audit trail in one file', '{"most_events": "10000"}', 'Default policy; ASVS 5.0 2.4.1'),
    ('PR-1', 'Shares by loss still owed, cents to the largest remainder', '{"weights": "outstanding"}', '18 USC 3664(i); default policy'),
    ('TH-1', 'A small share waits', '{"least": "25.00"}', 'Practice of the clerks of court (NDNY, SDWV)'),
    ('PD-1', 'How far ahead a posting may lie', '{"days_ahead": "62"}', 'Default policy'),
    ('IN-2', 'Care is paid from principal first', '{"first": "principal"}', 'Default policy; UFIPA 501-502 for expenses'),
    ('SV-3', 'After this a service is a late entry', '{"days": "30"}', 'Default policy'),
    ('RV-1', 'How an identity is revealed', '{"open_minutes": "10", "agree_hours": "24", "most_an_hour": "10", "most_a_day": "30", "review_weekdays": "3", "reported_above_a_month": "2"}', 'Default policy; 34 USC 12291(b)(2)'),
    ('ER-1', 'How an identity is erased', '{"agree_days": "14", "backup_days": "14"}', 'Default policy; RA 10173 s.16(e)'),
    ('RQ-1', 'A request about a person''s rights is answered within', '{"answer_days": "30", "most_lines": "20000"}', 'RA 10173 s.16(c), (d); the days: default policy after the practice of the NPC, no text of law was at hand (GDPR Art. 12(3) has one month)'),
    ('BR-1', 'When a breach of personal data is told', '{"notice_hours": "72", "report_days": "5", "escalate_hours": "24", "many_subjects": "100"}', 'RA 10173 s.20(f), IRR s.38, NPC Circular 16-03; the last 24 hours: default policy'),
    ('RT-1', 'Identities: payments stay traceable', '{"record": "identity", "counted_from": "last_money", "years": "10", "then": "erase"}', '31 CFR 501.601: ten years from the transaction'),
    ('RT-2', 'Identities: records of transactions', '{"record": "identity", "counted_from": "last_money", "years": "5", "then": "erase"}', 'RA 9160 s.9(b): five years from the transaction'),
    ('RT-3', 'Identities: services paid from grants', '{"record": "identity", "counted_from": "last_service", "years": "3", "then": "erase"}', '2 CFR 200.334: three years after the last report of the grant'),
    ('RT-4', 'Plans, services and notes, by code', '{"record": "care", "counted_from": "last_service", "years": "3", "then": "anonymise"}', '2 CFR 200.334: three years after the last report of the grant'),
    ('RT-5', 'Plans, services and notes, by code, as proof of what was paid', '{"record": "care", "counted_from": "last_money", "years": "10", "then": "anonymise"}', '31 CFR 501.601: ten years from the transaction'),
    ('RT-6', 'Entries, payments, receipts and accountings', '{"record": "books", "counted_from": "last_money", "years": "10", "then": "keep"}', '31 CFR 501.601: ten years from the transaction'),
    ('RT-7', 'Entries, payments, receipts and accountings', '{"record": "books", "counted_from": "last_money", "years": "ever", "then": "keep"}', 'UTC 810(a); a chain that courts hold anchors of is not cut'),
    ('RT-8', 'The trail, reveals, erasures, incidents and requests about rights', '{"record": "trail", "counted_from": "written", "years": "ever", "then": "keep"}', '34 USC 12291(b)(2)(G), compliance is documented; NPC Circular 16-03 for incidents'),
    ('RT-9', 'Sessions that are over', '{"record": "session", "counted_from": "end", "days": "90", "then": "purge"}', 'RA 10173 s.11(e); default policy'),
    ('RT-10', 'Devices that an account knows', '{"record": "device", "counted_from": "last_use", "days": "365", "then": "purge"}', 'RA 10173 s.11(e); default policy'),
    ('RT-11', 'Counts of wrong answers, unanswered challenges, code apps offered and not taken', '{"record": "try", "counted_from": "end", "days": "1", "then": "purge"}', 'RA 10173 s.11(e); default policy'),
    ('VF-1', 'How often the vault is searched for a name', '{"most_an_hour": "30"}', 'Default policy; 34 USC 12291(b)(2)'),
    ('VS-1', 'How often a person''s texts are held up to the vault', '{"most_an_hour": "400", "most_found_an_hour": "60"}', 'Default policy; 34 USC 12291(b)(2)'),
    ('VS-2', 'How many different words of a person''s own are held up to the vault', '{"most_words_an_hour": "3000"}', 'Default policy; 34 USC 12291(b)(2)'),
    ('MJ-1', 'The age of majority', '{"years": "18"}', 'RA 6809; the order of the court may say otherwise'),
    ('RW-1', 'Pace of payments for the forecast', '{"months": "12", "band_percent": "20"}', 'Default policy'),
    ('AR-1', 'Who holds which role is reviewed within, after each quarter begins', '{"days": "30"}', 'NIST SP 800-53 AC-2(j); default policy'),
    ('TR-1', 'Notice of a new trustee is given within, after acceptance', '{"notice_days": "60"}', 'UTC 813(b)(2), (3); the instrument may say otherwise (UTC 105)'),
    ('TR-2', 'A trustee resigns with notice, where the court does not approve', '{"notice_days": "30"}', 'UTC 705(a)(1); the instrument may say otherwise (UTC 105)'),
    ('PO-1', 'A provider''s changed account waits before it is paid, and is confirmed on a number that was on file', '{"wait_hours": "72", "number_on_file_days": "30"}', 'UTC 804, 806 (prudence, cost); default policy after FBI IC3 and AFP guidance on changed payees'),
    ('DG-1', 'A delegation lasts, and begins within, at most', '{"longest_days": "90"}', 'UTC 807(a); default policy: a leave, not an office'),
    ('RR-1', 'A record is restricted for at most', '{"longest_days": "180"}', 'Default policy'),
    ('SE-1', 'Sessions of those who decide, pay and enrol', '{"roles": "trustee finance administrator", "idle_minutes": "15", "longest_hours": "12"}', 'NIST SP 800-63B, AAL2; default policy'),
    ('SE-2', 'Sessions of everyone else', '{"idle_minutes": "30", "longest_hours": "12"}', 'NIST SP 800-63B, AAL2; default policy'),
    ('SE-3', 'A shown factor counts for', '{"minutes": "5"}', 'Default policy; five minutes at most'),
    ('SE-4', 'Wrong answers within a quarter of an hour', '{"minutes": "15", "account": "10", "network": "30", "device": "10"}', 'NIST SP 800-63B 5.2.2; default policy'),
    ('SE-5', 'A second factor: always on live books; in the demo world', '{"demo_world": "where enrolled"}', 'ASVS 5.0 6.3.3; default policy'),
    ('SE-6', 'Sessions of one person at the same time', '{"most": "3"}', 'ASVS 5.0 7.1.2; default policy')
  ) as d(key, title, value, authority)
on conflict do nothing;
