#include "analyse/diff_result.h"

namespace probity {

std::string_view declaration_kind_name(DeclarationKind kind) {
  switch (kind) {
    case DeclarationKind::kInstrument:
      return "instrument";
    case DeclarationKind::kRule:
      return "rule";
    case DeclarationKind::kException:
      return "exception";
    case DeclarationKind::kPrevalence:
      return "precedence";
    case DeclarationKind::kParameter:
      return "parameter";
    case DeclarationKind::kFigure:
      return "figure";
    case DeclarationKind::kTable:
      return "table";
    case DeclarationKind::kDefine:
      return "define";
    case DeclarationKind::kGroup:
      return "group";
    case DeclarationKind::kInterpretation:
      return "interpretation";
    case DeclarationKind::kEnum:
      return "enum";
    case DeclarationKind::kRecord:
      return "record";
    case DeclarationKind::kAct:
      return "act";
  }
  return "";
}

std::string_view change_kind_name(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kChanged:
      return "changed";
    case ChangeKind::kRenamed:
      return "renamed";
    case ChangeKind::kReworded:
      return "reworded";
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kRemoved:
      return "removed";
  }
  return "";
}

bool is_changed(const RuleSetDiff& diff) {
  return !diff.changes.empty() || (diff.dossiers && !diff.dossiers->differences.empty());
}

}  // namespace probity
