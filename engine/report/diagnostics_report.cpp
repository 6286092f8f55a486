#include "report/diagnostics_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnostics/render.h"

namespace probity {
namespace {

std::string_view severity_words(Severity severity) {
  return severity == Severity::kError ? "error" : "warning";
}

Tone severity_tone(Severity severity) {
  return severity == Severity::kError ? Tone::kBad : Tone::kOpen;
}

struct Counts {
  std::size_t errors = 0;
  std::size_t warnings = 0;
};

Counts count(const DiagnosticList& list) {
  Counts counts;
  for (const Diagnostic& diagnostic : list.diagnostics) {
    const bool is_error = diagnostic.severity() == Severity::kError || list.strict;
    (is_error ? counts.errors : counts.warnings) += 1;
  }
  return counts;
}

void write_place(JsonReport& writer, const SourceMap& sources, Span span) {
  const SourceText& source = sources.at(span.source);
  const Position begin = source.position(span.begin);
  const Position end = source.position(span.end);
  writer.key("file").string(source.path());
  writer.key("line").number(begin.line);
  writer.key("column").number(begin.column);
  writer.key("end_line").number(end.line);
  writer.key("end_column").number(end.column);
}

}  // namespace

std::string diagnostics_text(const DiagnosticList& list, Colour colour) {
  Page page(colour);
  for (const Diagnostic& diagnostic : list.diagnostics) {
    page.rendered(render_diagnostic(diagnostic, list.sources, colour));
    page.blank();
  }
  if (list.was_cut) {
    page.line(0, fmt::format("There are more than {} diagnostics; the rest are left out.",
                             Diagnostics::kMost));
  }
  const Counts counts = count(list);
  if (counts.errors + counts.warnings > 0) {
    page.line(0,
              fmt::format("{}, {}", count_text(counts.errors, "error", "errors"),
                          count_text(counts.warnings, "warning", "warnings")),
              Tone::kStrong);
    page.line(0, "`probity explain CODE` documents a code.", Tone::kFaint);
  }
  return page.take();
}

std::string diagnostics_json(const DiagnosticList& list) {
  JsonReport writer(JsonLayout::kIndented);
  const Counts counts = count(list);
  writer.begin_object();
  writer.key("errors").number(counts.errors);
  writer.key("warnings").number(counts.warnings);
  writer.key("cut").boolean(list.was_cut);
  writer.key("diagnostics").begin_array();
  for (const Diagnostic& diagnostic : list.diagnostics) {
    const CodeEntry& code = entry(diagnostic.code);
    writer.begin_object();
    writer.key("code").string(code.text);
    writer.key("name").string(code.name);
    writer.key("severity").string(severity_words(list.strict ? Severity::kError : code.severity));
    writer.key("message").string(diagnostic.message);
    write_place(writer, list.sources, diagnostic.span);
    writer.key("label").string(diagnostic.label);
    writer.key("help").string(diagnostic.help);
    writer.key("labels").begin_array();
    for (const Label& label : diagnostic.labels) {
      writer.begin_object();
      writer.key("text").string(label.text);
      write_place(writer, list.sources, label.span);
      writer.end_object();
    }
    writer.end_array();
    writer.key("fix");
    if (diagnostic.fix) {
      writer.begin_object();
      writer.key("replacement").string(diagnostic.fix->replacement);
      writer.key("safe").boolean(diagnostic.fix->is_safe);
      write_place(writer, list.sources, diagnostic.fix->span);
      writer.end_object();
    } else {
      writer.null();
    }
    writer.end_object();
  }
  writer.end_array();
  writer.end_object();
  return writer.take();
}

std::string code_text(const CodeEntry& code, Colour colour) {
  Page page(colour);
  page.pieces(0, {{fmt::format("{} {}:", code.text, code.name), severity_tone(code.severity)},
                  {std::string(code.title), Tone::kStrong}});
  page.line(
      0,
      code.severity == Severity::kError ? "An error." : "A warning; `--strict` makes it an error.",
      Tone::kFaint);
  page.blank();
  // Prose wraps; an example keeps its lines.
  std::string_view rest = code.explanation;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find("\n\n"), rest.size());
    const std::string_view paragraph = rest.substr(0, end);
    if (paragraph.find('\n') == std::string_view::npos && !paragraph.starts_with(' ')) {
      page.line(0, paragraph);
    } else {
      page.verbatim(0, paragraph);
    }
    page.blank();
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return page.take();
}

namespace {

void write_code(JsonReport& writer, const CodeEntry& code) {
  writer.begin_object();
  writer.key("code").string(code.text);
  writer.key("name").string(code.name);
  writer.key("severity").string(severity_words(code.severity));
  writer.key("title").string(code.title);
  writer.key("explanation").string(code.explanation);
  writer.end_object();
}

}  // namespace

std::string code_json(const CodeEntry& code) {
  JsonReport writer(JsonLayout::kIndented);
  write_code(writer, code);
  return writer.take();
}

std::string codes_text(Colour colour) {
  constexpr std::size_t kCodeColumns = 8;
  Page page(colour);
  for (const CodeEntry& code : all_codes()) {
    page.entry({.label = std::string(code.text),
                .label_columns = kCodeColumns,
                .text = std::string(code.title),
                .label_tone = severity_tone(code.severity)});
  }
  page.blank();
  page.line(0, "`probity explain CODE` documents one of them, `probity explain --all` all.",
            Tone::kFaint);
  return page.take();
}

std::string codes_in_full_text(Colour colour) {
  std::string result;
  for (const CodeEntry& code : all_codes()) {
    if (!result.empty()) result += '\n';
    result += code_text(code, colour);
  }
  return result;
}

std::string codes_json() {
  JsonReport writer(JsonLayout::kIndented);
  writer.begin_array();
  for (const CodeEntry& code : all_codes()) write_code(writer, code);
  writer.end_array();
  return writer.take();
}

}  // namespace probity
