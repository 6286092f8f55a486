#include "audit/verify_rule_sets.h"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "audit/bodies.h"
#include "support/rule_set_digest.h"
#include "support/text.h"

namespace probity::audit {

void RuleSetCheck::visit(const RuleSetLeaf& leaf, std::uint64_t index) {
  leaves_[{leaf.name, leaf.sha256}] = index;
  const std::optional<std::string_view> list =
      objects_.visit_public(leaf.files, {object_kind::kRuleFiles, index, 0});
  // A copy: the next object that is read takes its place.
  if (list) check_files(leaf, index, std::string(*list));
}

void RuleSetCheck::check_files(const RuleSetLeaf& leaf, std::uint64_t index,
                               std::string_view list) {
  const Result<std::vector<RuleFileReference>> files = parse_rule_files(list);
  if (!files) {
    damages_.add(DamageKind::kObject, fmt::format("the list of rule files of leaf {}: {}", index,
                                                  files.error().message));
    return;
  }
  std::vector<std::string> bodies;
  std::size_t bytes = 0;
  bool is_whole = true;
  for (const RuleFileReference& file : files.value()) {
    const std::optional<std::string_view> body =
        objects_.visit_public(file.file, {object_kind::kRuleFile, index, 0});
    is_whole = is_whole && body.has_value();
    if (!is_whole) continue;
    bytes += body->size();
    if (bytes > kMostRuleSetBytes) {
      damages_.add(DamageKind::kObject,
                   fmt::format("the rule files of leaf {} have more than {} bytes", index,
                               kMostRuleSetBytes));
      return;
    }
    bodies.emplace_back(*body);
  }
  if (!is_whole) return;
  std::vector<NamedBytes> named;
  named.reserve(bodies.size());
  for (std::size_t at = 0; at < bodies.size(); ++at) {
    named.push_back({files.value()[at].path, bodies[at]});
  }
  const std::string digest = rule_set_digest(std::move(named));
  if (digest != leaf.sha256) {
    damages_.add(DamageKind::kObject,
                 fmt::format("the rule files of leaf {} have the digest {}, and the leaf says {}",
                             index, digest, escape_untrusted(leaf.sha256)));
  }
}

std::optional<std::uint64_t> RuleSetCheck::find(const RuleSetReference& reference,
                                                std::uint64_t index) {
  const auto found = leaves_.find({reference.name, reference.sha256});
  if (found != leaves_.end()) return found->second;
  if (missing_.insert({reference.name, reference.sha256}).second) {
    damages_.add(
        DamageKind::kSequence,
        fmt::format("leaf {} was decided with a rule set `{}` that no leaf before it holds", index,
                    escape_untrusted(reference.name)));
  }
  return std::nullopt;
}

}  // namespace probity::audit
