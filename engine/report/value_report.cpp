#include "report/value_report.h"

#include "report/check_json.h"
#include "support/text.h"

namespace probity {

std::string value_text(const ExpressionValue& value) {
  if (value.is_known) {
    // `1/3` rather than 0.33: a value that somebody asks for by itself is given exactly.
    const bool has_exact_text = value.text.was_rounded && value.json.starts_with('"');
    const std::string text =
        has_exact_text ? value.json.substr(1, value.json.size() - 2) : value.text.text;
    const bool has_amount = value.text.was_rounded && !has_exact_text;
    return escape_untrusted(text) + (has_amount ? ", exactly " + value.text.exact : "") + '\n';
  }
  std::string text = "unknown\n";
  for (const std::string& pointer : value.missing) text += escape_untrusted(pointer) + '\n';
  for (const std::string& reason : value.reasons) text += escape_untrusted(reason) + '\n';
  return text;
}

std::string value_json(std::string_view type, const ExpressionValue& value) {
  JsonReport writer(JsonLayout::kOneLine);
  writer.begin_object();
  writer.key("type").string(type);
  if (value.is_known) {
    writer.key("value").json(value.json);
  } else {
    writer.key("unknown");
    write_strings(writer, value.missing);
    if (!value.reasons.empty()) {
      writer.key("reasons");
      write_strings(writer, value.reasons);
    }
  }
  writer.end_object();
  return writer.take();
}

std::string expression_error_json(const ExpressionError& error) {
  JsonReport writer(JsonLayout::kOneLine);
  writer.begin_object();
  writer.key("error").begin_object();
  writer.key("code").string(error.code);
  writer.key("message").string(error.message);
  writer.key("column").number(error.column);
  writer.end_object();
  writer.end_object();
  return writer.take();
}

}  // namespace probity
