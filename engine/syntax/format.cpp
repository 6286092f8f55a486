#include "syntax/format.h"

#include <stdexcept>

#include "syntax/case_parser.h"
#include "syntax/format_builder.h"
#include "syntax/format_words.h"
#include "syntax/layout.h"
#include "syntax/parser.h"

namespace probity {

namespace {

template <class Tree>
using Build = syntax::Layout (syntax::FormatBuilder::*)(const Tree&);

/// Lays out all words of a file; `build` makes the layout from its AST.
template <class Tree>
std::string lay_out(const SourceText& source, const Tree& tree, Build<Tree> build) {
  syntax::FormatWords words(source.bytes());
  const syntax::FormatWords before = words;
  syntax::FormatBuilder builder(words);
  std::string text = syntax::print_layout((builder.*build)(tree));
  // What a rule says is never at stake: a file is written back only with all of its words.
  if (!words.is_at_end() || !say_the_same(before, syntax::FormatWords(text)))
    throw std::logic_error("the formatter would change the words of `" + source.path() + "`");
  return text;
}

/// `parse` makes the tree of a file and reports the mistakes of what it had to leave out.
template <class Tree>
std::optional<std::string> format_parsed(Tree parse(const SourceText&, SourceId, Diagnostics&),
                                         Build<Tree> build, const SourceText& source, SourceId id,
                                         Diagnostics& diagnostics) {
  Diagnostics found;
  const Tree tree = parse(source, id, found);
  for (Diagnostic& diagnostic : found.sorted()) diagnostics.add(std::move(diagnostic));
  if (found.has_errors()) return std::nullopt;
  return lay_out(source, tree, build);
}

}  // namespace

std::optional<std::string> format_rule_file(const SourceText& source, SourceId id,
                                            Diagnostics& diagnostics) {
  return format_parsed(parse_rule_file, &syntax::FormatBuilder::file, source, id, diagnostics);
}

std::optional<std::string> format_manifest(const SourceText& source, SourceId id,
                                           Diagnostics& diagnostics) {
  const std::optional<ast::Manifest> manifest = parse_manifest(source, id, diagnostics);
  if (!manifest) return std::nullopt;
  return lay_out(source, *manifest, &syntax::FormatBuilder::manifest);
}

std::optional<std::string> format_case_file(const SourceText& source, SourceId id,
                                            Diagnostics& diagnostics) {
  return format_parsed(parse_case_file, &syntax::FormatBuilder::case_file, source, id, diagnostics);
}

}  // namespace probity
