// `probity diff --format json`.
#include "report/check_json.h"
#include "report/diff_report.h"
#include "report/json_report.h"

namespace probity {
namespace {

void write_content(JsonReport& writer, const Program& program,
                   const std::optional<PartContent>& content) {
  if (content) {
    writer.string(part_text(program, *content));
  } else {
    writer.null();
  }
}

void write_change(JsonReport& writer, const RuleSetComparison& comparison,
                  const DeclarationChange& change) {
  const bool is_removed = change.change == ChangeKind::kRemoved;
  writer.begin_object();
  writer.key("kind").string(declaration_kind_name(change.kind));
  writer.key("change").string(change_kind_name(change.change));
  writer.key("name").string(change.name);
  writer.key("old_name");
  write_optional(writer, change.old_name);
  writer.key("title");
  write_optional(writer, change.title);
  writer.key("rule");
  write_optional(writer, change.rule);
  writer.key("law");
  write_laws(writer, is_removed ? comparison.before : comparison.after, change.laws);
  writer.key("parts").begin_array();
  for (const PartChange& part : change.parts) {
    writer.begin_object();
    writer.key("part").string(part.part);
    writer.key("before");
    write_content(writer, comparison.before, part.before);
    writer.key("after");
    write_content(writer, comparison.after, part.after);
    writer.key("wording").boolean(part.is_wording);
    writer.end_object();
  }
  writer.end_array();
  writer.key("bears_on");
  write_strings(writer, change.bears_on);
  writer.end_object();
}

template <class Value, class Name>
void write_name(JsonReport& writer, const std::optional<Value>& value, Name name) {
  if (value) {
    writer.string(name(*value));
  } else {
    writer.null();
  }
}

void write_difference(JsonReport& writer, const DossierDifference& difference) {
  writer.begin_object();
  writer.key("source").string(difference.source);
  writer.key("name").string(difference.name);
  writer.key("before");
  write_name(writer, difference.before, verdict_name);
  writer.key("after");
  write_name(writer, difference.after, verdict_name);
  writer.key("findings").begin_array();
  for (const FindingDifference& finding : difference.findings) {
    writer.begin_object();
    writer.key("instrument").string(finding.instrument);
    writer.key("rule").string(finding.rule);
    writer.key("subject").string(finding.subject);
    writer.key("before");
    write_name(writer, finding.before, outcome_name);
    writer.key("after");
    write_name(writer, finding.after, outcome_name);
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
}

void write_dossiers(JsonReport& writer, const std::optional<DossierComparison>& comparison) {
  if (!comparison) {
    writer.null();
    return;
  }
  writer.begin_object();
  writer.key("compared").number(comparison->compared);
  writer.key("unfit").number(comparison->unfit);
  writer.key("differences").begin_array();
  for (const DossierDifference& difference : comparison->differences) {
    write_difference(writer, difference);
  }
  writer.end_array();
  writer.end_object();
}

}  // namespace

std::string diff_json(const RuleSetComparison& comparison) {
  const RuleSetDiff& diff = comparison.diff;
  JsonReport writer(JsonLayout::kIndented);
  writer.begin_object();
  writer.key("old");
  write_rule_set(writer, comparison.before);
  writer.key("new");
  write_rule_set(writer, comparison.after);
  writer.key("changed").boolean(is_changed(diff));
  writer.key("changes").begin_array();
  for (const DeclarationChange& change : diff.changes) write_change(writer, comparison, change);
  writer.end_array();
  writer.key("restated").begin_array();
  for (const Restatement& restatement : diff.restatements) {
    writer.begin_object();
    writer.key("kind").string(declaration_kind_name(restatement.kind));
    writer.key("change").string(change_kind_name(restatement.change));
    writer.key("name").string(restatement.name);
    writer.key("old_name");
    write_optional(writer, restatement.old_name);
    writer.end_object();
  }
  writer.end_array();
  writer.key("dossiers");
  write_dossiers(writer, diff.dossiers);
  writer.end_object();
  return writer.take();
}

}  // namespace probity
