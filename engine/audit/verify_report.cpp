#include "audit/verify_report.h"

namespace probity::audit {

std::string_view damage_name(DamageKind kind) {
  switch (kind) {
    case DamageKind::kFile:
      return "file";
    case DamageKind::kSchema:
      return "schema";
    case DamageKind::kGap:
      return "gap";
    case DamageKind::kLeaf:
      return "leaf";
    case DamageKind::kSequence:
      return "sequence";
    case DamageKind::kNode:
      return "node";
    case DamageKind::kKey:
      return "key";
    case DamageKind::kCheckpoint:
      return "checkpoint";
    case DamageKind::kSignature:
      return "signature";
    case DamageKind::kAtLeast:
      return "at_least";
    case DamageKind::kMissingObject:
      return "missing_object";
    case DamageKind::kObject:
      return "object";
    case DamageKind::kUnexplainedErasure:
      return "unexplained_erasure";
    case DamageKind::kIncompleteErasure:
      return "incomplete_erasure";
    case DamageKind::kStrayObject:
      return "stray_object";
    case DamageKind::kIndex:
      return "index";
    case DamageKind::kAnchor:
      return "anchor";
  }
  return {};
}

}  // namespace probity::audit
