// What the parts of the case checker share. Private to cases/.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/program.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/source_text.h"

namespace probity {

struct CaseContext {
  const Program& program;
  const SourceText& source;  ///< of the case file
  Diagnostics& diagnostics;
  /// Modules that the file uses: of several things with one name, theirs is meant.
  std::vector<std::string> uses;

  [[nodiscard]] const Vocabulary& vocabulary() const { return program.vocabulary; }
  void report(Diagnostic diagnostic) { diagnostics.add(std::move(diagnostic)); }
  /// A claim, or what it is about, does not go with the thing that it names.
  void refuse_claim(Span span, std::string message, std::string help) {
    report({.code = Code::claim_does_not_fit,
            .span = span,
            .message = std::move(message),
            .help = std::move(help)});
  }
  /// As written, with blanks and line ends as one blank and without comments.
  [[nodiscard]] std::string written(Span span) const;
};

/// Adds "did you mean `x`?" with its fix, where one of the candidates is near.
void suggest_name(Diagnostic& diagnostic, std::string_view written,
                  const std::vector<std::string>& candidates);

}  // namespace probity
