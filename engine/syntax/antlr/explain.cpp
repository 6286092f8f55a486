#include "syntax/antlr/explain.h"

#include <fmt/format.h>

namespace probity::syntax {

Diagnostic explain_mistake(const Passage& passage, const Mistake& mistake) {
  const Span span{passage.id, mistake.word->begin, mistake.word->end};
  return Diagnostic{.code = Code::unexpected_word,
                    .span = span,
                    .message = fmt::format("`{}` cannot stand here", passage.source.text(span))};
}

Diagnostic explain_placeholder(const SourceText& source, Span span, const Mistake&) {
  return Diagnostic{.code = Code::malformed_placeholder,
                    .span = span,
                    .message = fmt::format("the placeholder `{{{}}}` cannot be read", source.text(span))};
}

Diagnostic explain_lone_brace(Span brace) {
  return Diagnostic{.code = Code::malformed_placeholder,
                    .span = brace,
                    .message = "a brace stands alone; placeholders are `{name}`",
                    .help = "write `{{` or `}}` for a brace that is text"};
}

Diagnostic explain_malformed_date(std::string_view written, Span span) {
  return Diagnostic{.code = Code::date_literal, .span = span, .message = fmt::format("`{}` is no day", written)};
}

Diagnostic explain_malformed_number(std::string_view written, Span span) {
  return Diagnostic{.code = Code::number_literal, .span = span, .message = fmt::format("`{}` is no number", written)};
}

Diagnostic explain_malformed_duration(std::string_view written, Span span) {
  return Diagnostic{.code = Code::duration_literal, .span = span, .message = fmt::format("`{}` is no duration", written)};
}

Diagnostic explain_number_after_word(const SourceText& source, Span word, Span number) {
  return Diagnostic{.code = Code::unexpected_word,
                    .span = number,
                    .message = fmt::format("`{}` stands after `{}`", source.text(number), source.text(word))};
}

}  // namespace probity::syntax
