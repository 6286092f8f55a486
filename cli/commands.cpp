#include <algorithm>
#include <array>

#include "cli/command.h"

namespace probity {
namespace {

using enum Option;

constexpr std::array kOptions{
    OptionRow{kRules, "rules", "PATH",
              "The rules: a manifest (*.ruleset), or a folder with exactly one (default: the rule "
              "set that came with the program)"},
    OptionRow{kAsOf, "as-of", "DATE",
              "Evaluate on this day (YYYY-MM-DD) instead of the dossier's own reference dates"},
    OptionRow{kInstrument, "instrument", "ID", "Only this instrument", Repeat::kMany},
    OptionRow{kReading, "reading", "POINT=READING",
              "Decide a contested point by this reading instead of the default one, as in "
              "treaties.unanimity=wide",
              Repeat::kMany},
    OptionRow{kRule, "rule", "ID", "The rule that is asked about"},
    OptionRow{
        kWhatIf, "what-if", "POINTER=VALUE",
        "As if this fact of the dossier were other, as in /procurement/signed=2026-05-30; the "
        "pointer is that of RFC 6901, a last `-` adds an element to a list, and `unknown` "
        "takes the fact out",
        Repeat::kMany},
    OptionRow{
        kToComply, "to-comply", "",
        "What would settle the rule where it is violated or undetermined: how far it lies from "
        "its limits, and the single facts whose change cures it"},
    OptionRow{kFacts, "facts", "FILE", "The facts that the expression is asked about, in JSON"},
    OptionRow{kType, "type", "", "Print the type of the expression instead of its value"},
    OptionRow{kNdjson, "ndjson", "",
              R"(Read one JSON object {"expr": ..., "facts": ...} a line and answer one a line)"},
    OptionRow{kFilter, "filter", "TEXT",
              "Only the cases that have this text in their title or in the name of their file; of "
              "mutate: only the changes that have it in their words or in the name of theirs"},
    OptionRow{kCoverage, "coverage", "",
              "What the cases cover of the rules, and what they do not: rules, exceptions, "
              "readings, values of parameters, rows of tables, the effect of each condition, and "
              "the limits"},
    OptionRow{kCases, "cases", "DIR",
              "Show which dossiers (*.json) and cases (*.case) of this folder come out otherwise, "
              "and by which rule"},
    OptionRow{kFormat, "format", "FORMAT", "Form of the results"},
    OptionRow{kBrief, "brief", "",
              "In json and ndjson: verdicts, figures, and only the findings that are violated, "
              "undetermined or excused, without traces"},
    OptionRow{kVerbose, "verbose", "",
              "In text: every rule, and the reasoning as trees; of test and mutate: every case or "
              "change; of fmt --check: the differences; of diff: every dossier that comes out "
              "otherwise"},
    OptionRow{kQuiet, "quiet", "", "Nothing but the results"},
    OptionRow{kStrict, "strict", "", "Warnings are errors"},
    OptionRow{kCheck, "check", "",
              "Change nothing, name the files that are not formatted, and end with status 1 where "
              "there are some; with --verbose, show what would change"},
    OptionRow{kFix, "fix", "",
              "Put the fixes that are safe into the files, until there are none left, and say what "
              "was mended"},
    OptionRow{kAll, "all", "", "Document every code"},
    OptionRow{kOutput, "output", "FILE",
              "Write the results to this file, which is replaced only once they are complete"},
    OptionRow{kFolder, "output", "DIR",
              "Write the pages into this folder (default: probity-doc), which is new, empty or "
              "holds an earlier book"},
    OptionRow{kJobs, "jobs", "N",
              "Evaluate with so many threads (default: the processors there are); the results are "
              "the same for every number"},
    OptionRow{kProgress, "progress", "",
              "Count dossiers on standard error while the work is long and it is a terminal"},
    OptionRow{kColor, "color", "WHEN",
              "Colours: auto (on a terminal, unless NO_COLOR is set), always or never"},
    OptionRow{kAudit, "audit", "LOG", "The audit log (default: PROBITY_AUDIT, where that is set)"},
    OptionRow{kKey, "key", "FILE",
              "The log's private key (default: LOG.key); to verify, its verifier key, as it was "
              "learnt from elsewhere"},
    OptionRow{kOrigin, "origin", "NAME",
              "The name of the log in its checkpoints, without blanks (default: that of the file)"},
    OptionRow{kContinues, "continues", "FILE",
              "The last trusted checkpoint of a log that the new one goes on from"},
    OptionRow{kAtLeast, "at-least", "FILE",
              "A checkpoint that was kept elsewhere: an older log, or another one, is refused"},
    OptionRow{kDossier, "dossier", "ID", "Only decisions on this dossier"},
    OptionRow{kVerdict, "verdict", "VERDICT",
              "The verdict: compliant, non_compliant, undetermined or not_applicable"},
    OptionRow{kOutcome, "outcome", "OUTCOME", "Only decisions with a finding of this outcome"},
    OptionRow{kSince, "since", "TIME",
              "Only what was recorded then or later: YYYY-MM-DD, or with "
              "THH:MM:SSZ"},
    OptionRow{kUntil, "until", "TIME", "Only what was recorded until then"},
    OptionRow{kNewest, "newest", "N", "Only so many, the newest"},
    OptionRow{kBy, "by", "NAME", "Who decides; a statement, which the log's key signs"},
    OptionRow{kReason, "reason", "TEXT", "Why"},
    OptionRow{kExpected, "expected", "FILE",
              "Changes that are meant: a JSON list of objects with decision, rule, old, new and "
              "reason"},
    OptionRow{kMan, "man", "", "Print the manual page in roff", Repeat::kOnce, Listing::kHidden},
    OptionRow{kCompletion, "completion", "SHELL", "Print the completion script of a shell (bash)",
              Repeat::kOnce, Listing::kHidden},
    OptionRow{kHelp, "help", "", "Print the help of this command"},
};

constexpr std::string_view kTextJson[] = {"text", "json"};
constexpr std::string_view kJsonText[] = {"json", "text"};
constexpr std::string_view kLintFormats[] = {"text", "json", "sarif"};
constexpr std::string_view kCheckFormats[] = {"text", "json", "ndjson"};
constexpr std::string_view kLogFormats[] = {"text", "json", "csv"};
constexpr std::string_view kReplayFormats[] = {"text", "json", "junit", "sarif"};
constexpr std::string_view kTestFormats[] = {"text", "json", "ndjson", "junit"};

constexpr Option kCheckOptions[] = {kRules, kAsOf,    kInstrument, kReading, kWhatIf, kFormat,
                                    kBrief, kVerbose, kQuiet,      kOutput,  kJobs,   kProgress,
                                    kColor, kAudit,   kKey,        kAtLeast, kHelp};
constexpr Option kMissingOptions[] = {kRules,  kAsOf,   kInstrument, kReading,
                                      kFormat, kOutput, kColor,      kHelp};
constexpr Option kNewOptions[] = {kRules, kFormat, kOutput, kColor, kHelp};
constexpr Option kExplainOptions[] = {kRule,       kAll,     kWhatIf, kToComply, kRules, kAsOf,
                                      kInstrument, kReading, kFormat, kOutput,   kColor, kHelp};
constexpr Option kEvalOptions[] = {kFacts, kRules, kAsOf, kType, kNdjson, kOutput, kHelp};
constexpr Option kTestOptions[] = {kRules, kFilter, kCoverage, kFormat, kVerbose,
                                   kQuiet, kOutput, kJobs,     kColor,  kHelp};
constexpr Option kMutateOptions[] = {kRules,  kFilter, kFormat, kVerbose, kQuiet,
                                     kOutput, kJobs,   kColor,  kHelp};
constexpr Option kRulesOptions[] = {kRules, kAsOf, kInstrument, kFormat, kOutput, kColor, kHelp};
constexpr Option kLintOptions[] = {kRules, kStrict, kFix, kFormat, kOutput, kColor, kHelp};
constexpr Option kFmtOptions[] = {kCheck, kVerbose, kQuiet, kOutput, kColor, kHelp};
constexpr Option kDiffOptions[] = {kInstrument, kCases, kVerbose, kFormat, kOutput, kColor, kHelp};
constexpr Option kDocOptions[] = {kRules, kFolder, kQuiet, kColor, kHelp};
constexpr Option kSchemaOptions[] = {kRules, kOutput, kHelp};
constexpr Option kInitOptions[] = {kKey, kOrigin, kContinues, kAudit, kOutput, kHelp};
constexpr Option kRotateOptions[] = {kKey, kAtLeast, kAudit, kOutput, kHelp};
constexpr Option kKeygenOptions[] = {kOrigin, kOutput, kHelp};
constexpr Option kAuditLogOptions[] = {kDossier, kVerdict, kInstrument, kRule,   kOutcome,
                                       kSince,   kUntil,   kNewest,     kFormat, kAudit,
                                       kOutput,  kColor,   kHelp};
constexpr Option kShowOptions[] = {kFormat, kAudit, kOutput, kColor, kHelp};
constexpr Option kVerifyOptions[] = {kKey, kAtLeast, kFormat, kAudit, kOutput, kColor, kHelp};
constexpr Option kLogOptions[] = {kAudit, kOutput, kHelp};
constexpr Option kVerifyProofOptions[] = {kKey, kOutput, kHelp};
constexpr Option kEraseOptions[] = {kReason, kKey, kAtLeast, kAudit, kOutput, kHelp};
constexpr Option kOverrideOptions[] = {kVerdict, kBy,    kReason, kKey,
                                       kAtLeast, kAudit, kOutput, kHelp};
constexpr Option kVectorOptions[] = {kOutput, kHelp};
constexpr Option kReplayOptions[] = {kRules, kExpected, kSince,  kFormat, kQuiet,
                                     kJobs,  kAudit,    kOutput, kColor,  kHelp};
constexpr Option kHelpOptions[] = {kMan, kCompletion, kOutput, kColor, kHelp};
constexpr Option kVersionOptions[] = {kOutput, kHelp};

constexpr std::array kCommands{
    CommandRow{
        "check", "DOSSIER...", "evaluate dossiers",
        "Evaluates each dossier and reports its verdicts: first the verdict, then what is violated "
        "or undetermined, each with its law, the figures and what would settle it.\n\n"
        "A DOSSIER is a file with one JSON object; a file NAME.ndjson or `-` (standard input) with "
        "one object a line; or a folder, which means every *.json in it. A dossier that is refused "
        "or a file that is not there does not keep the others from being evaluated.\n\n"
        "With --what-if, one DOSSIER is evaluated as if facts were other, and the report begins "
        "with what that changes.\n\n"
        "With --audit, a verdict is shown only once it is in the log, on the disk; what cannot be "
        "recorded is withheld, with status 74. `probity audit init` makes a log.",
        kCheckOptions, kCheckFormats, 1, kAnyNumber, run_check},
    CommandRow{
        "missing", "DOSSIER", "what a dossier lacks, and which article asks for it",
        "Lists the facts that are missing and can still change the outcome, the weightiest first, "
        "each with the rules and articles that ask for it.",
        kMissingOptions, kTextJson, 1, 1, run_missing},
    CommandRow{
        "new", "INSTRUMENT", "an empty dossier with every fact that the instrument can ask",
        "Prints a dossier in JSON in which every fact that the rules of the instrument can read is "
        "null, that is, not known. Under `extensions` stand the explanations: what each fact "
        "means, "
        "and which rules ask for it. With --format text only the explanations are printed.",
        kNewOptions, kJsonText, 1, 1, run_new},
    CommandRow{
        "explain", "[CODE | RULE | DOSSIER --rule ID]",
        "a diagnostic, a rule, or the reasoning of a rule on a dossier",
        "`explain` lists the codes of all diagnostics, and `explain PR0123` documents one, with a "
        "wrong and a right example; `explain --all` documents them all. `explain safe.control` "
        "shows a rule: its law, "
        "its "
        "dates, its clauses as they are written, its exceptions, the readings of contested points "
        "and the values of its parameters. `explain DOSSIER --rule safe.control` shows the whole "
        "reasoning of that rule on that dossier. Where its name is the only one of its kind, a "
        "rule "
        "can be named without its module.\n\n"
        "With --what-if the dossier is explained as if facts were other: first each verdict before "
        "and after and the findings that change, then the reasoning with the changed facts. The "
        "dossier itself stays as it is. A VALUE is JSON; words that are no JSON are a text.\n\n"
        "With --to-comply the report tells, instead of the reasoning, by how much each limit is "
        "missed, and which changes of a single fact would settle the finding, or of two where one "
        "is not enough. Every change that is listed was made in the dossier's text and evaluated.",
        kExplainOptions, kTextJson, 0, 1, run_explain},
    CommandRow{
        "test", "[CASES...]", "run the cases of the rules",
        "Runs every case: varies its dossier, evaluates it and compares what comes out with what "
        "the case expects. Lists the cases that fail, each with what was expected and what came, "
        "and ends with status 1 where there are any, 65 where a case has mistakes.\n\n"
        "CASES are files or folders, which mean every *.case in them and below (default: the "
        "folder `cases` beside the folder of the rules). A file that opens with `ruleset NAME` is "
        "run against the manifest NAME.ruleset beside that of --rules.\n\n"
        "With --coverage the report ends with a table by modules of the rules, and names what no "
        "case covers: a rule that no case keeps or none breaks, an exception that excuses no case "
        "or fails none, a reading that shows nowhere, a value or a row that decides nothing, a "
        "condition that never alone decides (masking MC/DC), and a limit without one case at it "
        "and one next to it where the comparison comes out otherwise. With --verbose it names the "
        "cases, too.",
        kTestOptions, kTestFormats, 0, kAnyNumber, run_test},
    CommandRow{
        "mutate", "[CASES...]", "change the rules word by word, and name what no case notices",
        "Makes one small change after the other to the rules (a threshold moved by one unit, `is "
        "at "
        "most` for `is less than`, `and` for `or`, an exception dropped, a window moved by a day, "
        "a "
        "country left out of a group) and runs the cases that it could touch. Lists the changes "
        "after which every case still passes: words of the law that nobody tested. Ends with "
        "status 1 where there are any. No file is changed.\n\n"
        "CASES are as for `probity test`; only cases that pass are asked. With --filter, only some "
        "changes are made, as with `--filter safe/components.rules`. Changes that cannot make a "
        "difference, such as an accession before any instrument was in force, are not made.",
        kMutateOptions, kTextJson, 0, kAnyNumber, run_mutate},
    CommandRow{"rules", "", "list the rules with their law, dates and figures",
               "Lists the rules of the rule set. With --as-of, only those in force on that day.",
               kRulesOptions, kTextJson, 0, 0, run_rules},
    CommandRow{
        "lint", "[RULES]", "check a rule set",
        "Reports every mistake and every warning in a rule set. RULES is a manifest, or a folder "
        "with exactly one, as for --rules. Ends with status 78 when there are errors. `probity "
        "explain CODE` documents what a code stands for, with a wrong and a right example.\n\n"
        "With --fix, fixes that cannot be wrong are put into the files; where two touch, the rules "
        "are read again between them. Each file is replaced as a whole or stays as it is. With "
        "--format sarif, columns count UTF-16 code units, as editors and code hosts expect.",
        kLintOptions, kLintFormats, 0, 1, run_lint},
    CommandRow{
        "fmt",
        "[FILE | FOLDER | -]...",
        "lay out rule files and cases",
        "Lays rule and case files out in the one way that they have: *.rules, *.ruleset and "
        "*.case, those named or all in a folder and below it (default: the folder in which the "
        "program is run). Only blanks and line ends change; words and "
        "comments stay. A file is replaced only once all of its new text is on the disk, and "
        "one with mistakes of grammar is left as it is (status 78). `-` reads rules from standard "
        "input and writes them to standard output.",
        kFmtOptions,
        {},
        0,
        kAnyNumber,
        run_fmt},
    CommandRow{
        "diff", "OLD NEW", "what changed between two rule sets",
        "Tells what changed in meaning from one rule set to another: rules with the clauses that "
        "changed, exceptions, parameters with their values and days, groups with their members, "
        "tables, figures, contested points. OLD and NEW are manifests, or folders with exactly "
        "one.\n\n"
        "Layout, comments, the files in which things stand, names of variables and the way in "
        "which conditions are parted into definitions are no change. What says the same under "
        "another name is told as renamed; titles, messages and notes, which decide nothing, as "
        "reworded.\n\n"
        "No dossier is evaluated unless --cases names a folder of them: then the report ends with "
        "those whose verdict or findings differ.\n\n"
        "Ends with status 1 where something changed, 0 where nothing did, 78 where one of the two "
        "has mistakes.",
        kDiffOptions, kTextJson, 2, 2, run_diff},
    CommandRow{
        "doc",
        "",
        "a book of the rules for a browser",
        "Writes the rule set as pages of HTML: every rule with its law, its days, its clauses, its "
        "exceptions and its messages, the parameters, tables, groups and contested points that it "
        "names and what names them, the facts of a dossier, an index of the articles and one of "
        "the names. The pages need no network and no script, and print.\n\n"
        "Begin with index.html in the folder. A folder that holds anything but a book is left as "
        "it is (status 73); of an earlier book, pages that there are no more are removed.",
        kDocOptions,
        {},
        0,
        0,
        run_doc},
    CommandRow{"schema",
               "",
               "the JSON Schema of a dossier",
               "Prints the JSON Schema of the dossiers that the rule set reads.",
               kSchemaOptions,
               {},
               0,
               0,
               run_schema},
    CommandRow{
        "eval",
        "[EXPRESSION]",
        "the value of one expression over facts",
        "Prints the value of an expression of the rule language, or `unknown` and the pointers of "
        "the missing facts. Without --rules, facts take their types from their written form; with "
        "it, from the vocabulary of the rule set.\n\n"
        "With --ndjson, standard input holds one object {\"expr\": ..., \"facts\": ...} a line; "
        "each "
        "is answered by one line: {\"type\", \"value\"}, {\"type\", \"unknown\"} or {\"error\"}. A "
        "column counts from the start of the expression, or of the line for mistakes in the "
        "facts.\n\n"
        "An expression that begins with a minus sign and a name stands after `--`.",
        kEvalOptions,
        {},
        0,
        1,
        run_eval},
    CommandRow{
        "replay", "[LOG]", "decide again what a log holds",
        "Evaluates every recorded decision again, with the rules, options and bytes that were "
        "recorded for it: all of it must come out as it was, to the byte. Where something does "
        "not, the first difference is shown, and the status is 1.\n\n"
        "With --rules, decides again by those rules instead, and lists what changes by rule: the "
        "impact of an edit on all past cases. With --expected, changes that are listed there are "
        "meant and leave the status 0; those of them that are not seen are listed.\n\n"
        "A decision whose dossier was erased, or was too large to be kept, is counted and passed "
        "over.",
        kReplayOptions, kReplayFormats, 0, 1, run_replay},
    CommandRow{
        "audit init",
        "[LOG]",
        "make a log",
        "Makes an audit log, and beside it LOG.key, the private key that signs its checkpoints, "
        "unless --key names one. Prints the verifier key, by which others check the log: keep it "
        "elsewhere. Where PROBITY_AUDIT_PASSPHRASE is set, the key file is encrypted with it.",
        kInitOptions,
        {},
        0,
        1,
        run_audit_init},
    CommandRow{"audit keygen",
               "FILE",
               "make a key",
               "Makes a private key for a log, as PKCS#8 that its owner alone can read, and prints "
               "its verifier key.",
               kKeygenOptions,
               {},
               1,
               1,
               run_audit_keygen},
    CommandRow{
        "audit rotate",
        "[LOG] FILE",
        "sign with another key from here on",
        "Records that the key in FILE signs the log from here on, in a leaf whose checkpoint "
        "the old key and the new one sign. `probity audit keygen` makes the new one, with "
        "the log's origin as its name.",
        kRotateOptions,
        {},
        1,
        2,
        run_audit_rotate},
    CommandRow{
        "audit log", "[LOG]", "list decisions",
        "Lists the decisions of a log, in their order. All filters that are given must hold; "
        "--instrument, --rule and --outcome, each once, ask for a finding. --verdict can also be "
        "rejected: dossiers that were refused. What is listed comes from the index and is compared "
        "with the leaves; whether the index lacks a decision, `audit verify` tells.",
        kAuditLogOptions, kLogFormats, 0, 1, run_audit_log},
    CommandRow{"audit show", "[LOG] N", "one decision with its reasoning",
               "Shows decision N as `check --verbose` did when it was recorded, from the stored "
               "bytes alone, and what the log says of it.",
               kShowOptions, kTextJson, 1, 2, run_audit_show},
    CommandRow{
        "audit verify", "[LOG]", "whether a log is whole",
        "Reads all of a log, computes every hash from the leaves up, and names each kind of "
        "damage: in the schema, gaps, leaves, nodes, checkpoints, signatures, objects, the index. "
        "Status 0 where it is intact, 1 where it is damaged. Without --key it shows that the log "
        "is whole, not whose it is; without --at-least, not that it is the newest.",
        kVerifyOptions, kTextJson, 0, 1, run_audit_verify},
    CommandRow{
        "audit checkpoint",
        "[LOG]",
        "the newest checkpoint",
        "Prints the last checkpoint of a log, a signed note (C2SP tlog-checkpoint). One that "
        "is kept elsewhere shows later that nothing was taken back.",
        kLogOptions,
        {},
        0,
        1,
        run_audit_checkpoint},
    CommandRow{"audit prove",
               "[LOG] N",
               "a proof of one decision",
               "Prints a proof (C2SP tlog-proof) that decision N is in the log, with its leaf and "
               "the checkpoint: it is checked without the log.",
               kLogOptions,
               {},
               1,
               2,
               run_audit_prove},
    CommandRow{"audit verify-proof",
               "PROOF",
               "check a proof without the log",
               "Checks a proof file with the verifier key of its log, which --key names. Status 0 "
               "where it is proven, 1 where it is not.",
               kVerifyProofOptions,
               {},
               1,
               1,
               run_audit_verify_proof},
    CommandRow{"audit export",
               "[LOG]",
               "all entries as NDJSON",
               "Prints all of a log, one JSON object a line: entries with their hash and leaf, "
               "objects with salt and body in base 64, or null where they are erased, and "
               "checkpoints.",
               kLogOptions,
               {},
               0,
               1,
               run_audit_export},
    CommandRow{"audit backup",
               "[LOG] FILE",
               "copy a log, durably and verified",
               "Copies a log while others may append to it, brings the copy to the disk, opens it "
               "anew, verifies all of it, and only then says ok. The key is not copied.",
               kLogOptions,
               {},
               1,
               2,
               run_audit_backup},
    CommandRow{
        "audit erase",
        "[LOG] N",
        "erase what a decision says of persons",
        "Erases the dossier, the reasoning, the names and the findings of decision N, records why, "
        "and rewrites the file so that no byte of them stays. The leaf and every proof still hold. "
        "Copies that were made before are not touched. Of a decision that has been erased already, "
        "the file is rewritten once more, in case that was interrupted.",
        kEraseOptions,
        {},
        1,
        2,
        run_audit_erase},
    CommandRow{
        "audit override",
        "[LOG] N",
        "record that a human decided otherwise",
        "Records that a named human decided otherwise than decision N, and why. The decision "
        "stays; the name is a statement, which the log's key signs.",
        kOverrideOptions,
        {},
        1,
        2,
        run_audit_override},
    CommandRow{"audit vector",
               "FILE",
               "check a public test vector of Merkle proofs",
               "Checks one inclusion or consistency proof in the JSON of transparency-dev/merkle "
               "(leafIdx, treeSize, root, leafHash, proof; or size1, size2, root1, root2, proof; "
               "hashes in base 64): prints valid, or invalid with status 1.",
               kVectorOptions,
               {},
               1,
               1,
               run_audit_vector},
    CommandRow{"help",
               "[COMMAND]",
               "help on a command",
               "Prints what the program does, or the help of one command.",
               kHelpOptions,
               {},
               0,
               2,
               run_help},
    CommandRow{"version",
               "",
               "the version of the program",
               "Prints the version of the engine, which stands in every verdict.",
               kVersionOptions,
               {},
               0,
               0,
               run_version},
};

}  // namespace

std::span<const CommandRow> all_commands() { return kCommands; }

const CommandRow* find_command(std::string_view name) {
  const auto found = std::ranges::find(kCommands, name, &CommandRow::name);
  return found == kCommands.end() ? nullptr : &*found;
}

bool is_family(std::string_view word) {
  return std::ranges::any_of(kCommands, [&](const CommandRow& command) {
    return command.name.size() > word.size() && command.name.starts_with(word) &&
           command.name[word.size()] == ' ';
  });
}

const OptionRow& option_row(Option option) {
  return *std::ranges::find(kOptions, option, &OptionRow::id);
}

}  // namespace probity
