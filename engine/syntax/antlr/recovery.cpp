#include "syntax/antlr/recovery.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "syntax/antlr/clauses.h"
#include "syntax/antlr/recover_clauses.h"
#include "syntax/antlr/word_kinds.h"
#include "syntax/antlr/workbench.h"

namespace probity::syntax {

namespace {

class Recovery {
 public:
  Recovery(const SourceText& source, SourceId id, const Words& words, MistakeLog& log)
      : bench_(source, id, words, log) {}

  [[nodiscard]] ast::File rule_file();
  void manifest();
  void expression();

 private:
  [[nodiscard]] bool begins_declaration(std::size_t index) const;
  [[nodiscard]] bool lost_its_keyword(std::size_t index) const;
  [[nodiscard]] std::vector<std::size_t> declaration_starts() const;
  void opening(std::size_t begin, std::size_t end);
  void report_no_module(std::size_t index);
  void module_line(std::size_t begin, std::size_t end);
  void use_line(std::size_t begin, std::size_t end);
  void declaration(std::size_t begin, std::size_t end);
  void without_keyword(std::size_t begin, std::size_t end);

  void one_piece(std::size_t begin, std::size_t end, ast::Declaration& result);
  [[nodiscard]] ast::Enum partial_enum(std::size_t begin, std::size_t end);
  [[nodiscard]] ast::Record record(std::size_t begin, std::size_t end);

  Workbench bench_;
  ast::File file_;
  bool has_module_ = false;
  bool opening_was_reported_ = false;
};

// ---- the file ----------------------------------------------------------------------------------

ast::File Recovery::rule_file() {
  file_.source = bench_.id();
  const std::vector<std::size_t> starts = declaration_starts();
  opening(0, starts.empty() ? bench_.last() : starts.front());
  for (std::size_t index = 0; index < starts.size() && !bench_.log().is_full(); ++index) {
    const std::size_t begin = starts[index];
    const std::size_t end = index + 1 < starts.size() ? starts[index + 1] : bench_.last();
    switch (bench_.words()[begin].type) {
      case Grammar::MODULE:
        module_line(begin, end);
        break;
      case Grammar::USE:
        use_line(begin, end);
        break;
      case Grammar::ID:
        without_keyword(begin, end);
        break;
      default:
        declaration(begin, end);
        break;  // token types are no enum class
    }
  }
  if (!has_module_ && bench_.log().size() == 0) report_no_module(0);
  return std::move(file_);
}

/// At the start of a line only, so that a keyword in the place of a name is found where it is.
bool Recovery::begins_declaration(std::size_t index) const {
  if (!bench_.words()[index].starts_line || !opens_declaration(bench_.words()[index].type))
    return false;
  if (bench_.type_at(index + 1) == Grammar::COLON) return false;  // a field of a record
  if (index == 0) return true;
  const std::size_t before = bench_.words()[index - 1].type;
  return before != Grammar::DOT && before != Grammar::FOR && before != Grammar::AS;
}

/// A name at the start of a line, with a text, a type or another name after it, where a clause or a
/// declaration has to begin: its keyword is missing or was not meant as one. A declaration stands
/// further to the left than the clauses before it, or after an empty line.
bool Recovery::lost_its_keyword(std::size_t index) const {
  if (index == 0 || bench_.type_at(index) != Grammar::ID || !bench_.words()[index].starts_line)
    return false;
  const std::size_t next = bench_.type_at(index + 1);
  if (next != Grammar::TEXT && next != Grammar::COLON && next != Grammar::ID) return false;
  if (!ends_operand(bench_.type_at(index - 1))) return false;
  std::size_t line = index - 1;
  while (line > 0 && !bench_.words()[line].starts_line) --line;
  return bench_.follows_empty_line(index) || bench_.indentation(index) < bench_.indentation(line);
}

std::vector<std::size_t> Recovery::declaration_starts() const {
  std::vector<std::size_t> starts;
  bool is_in_record = false;  // where a name and a colon are a field
  for (std::size_t index = 0; index < bench_.last(); ++index) {
    const std::size_t type = bench_.type_at(index);
    if (is_in_record && type == Grammar::CLOSE_BRACE) is_in_record = false;
    const bool is_field = is_in_record && bench_.type_at(index + 1) == Grammar::COLON;
    if (!begins_declaration(index) && (is_field || !lost_its_keyword(index))) continue;
    starts.push_back(index);
    is_in_record = type == Grammar::RECORD;
  }
  return starts;
}

/// What stands before the first declaration, where `module` has to.
void Recovery::opening(std::size_t begin, std::size_t end) {
  if (begin < end || end == bench_.last()) report_no_module(begin);
}

/// The word at `index` stands where `module` has to; once for a file.
void Recovery::report_no_module(std::size_t index) {
  if (std::exchange(opening_was_reported_, true)) return;
  const bool is_end = index == bench_.last();
  const Span span = bench_.span_of(index, index + 1);
  bench_.log().report(
      Diagnostic{.code = Code::missing_module,
                 .span = span,
                 .message = is_end ? "the file declares nothing; a file opens with `module`"
                                   : fmt::format("`{}` opens the file; a file opens with `module`",
                                                 bench_.source().text(span)),
                 .help = "write `module name \"title\"` first"});
}

void Recovery::module_line(std::size_t begin, std::size_t end) {
  const bool is_late = has_module_ || !file_.declarations.empty() || !file_.uses.empty();
  if (is_late) {
    bench_.log().report(
        Diagnostic{.code = Code::clause_order,
                   .span = bench_.span_of(begin, begin + 1),
                   .message = "`module` stands inside a file; it opens the file, once",
                   .help = "a second module is a second file"});
    return;
  }
  has_module_ = true;
  std::optional<ast::File> head = bench_.pieces().parse(
      bench_.slice(begin, end), "the line", &Grammar::moduleHead, &AstBuilder::module_head);
  if (head) {
    file_.module = std::move(head->module);
    file_.title = std::move(head->title);
  } else {
    file_.module = bench_.name_after(begin, end);
  }
}

void Recovery::use_line(std::size_t begin, std::size_t end) {
  if (!file_.declarations.empty()) {
    bench_.log().report(Diagnostic{
        .code = Code::clause_order,
        .span = bench_.span_of(begin, begin + 1),
        .message =
            "`use` stands after a declaration; a file uses modules before it declares anything",
        .labels = {Label{file_.declarations.front().span, "the first declaration"}},
        .help = "move it below `module`"});
  }
  std::optional<ast::Name> name = bench_.pieces().parse(bench_.slice(begin, end), "the line",
                                                        &Grammar::useLine, &AstBuilder::use_line);
  if (name) file_.uses.push_back(std::move(*name));
}

// ---- declarations ------------------------------------------------------------------------------

void Recovery::declaration(std::size_t begin, std::size_t end) {
  if (!has_module_) report_no_module(begin);
  if (std::optional<ast::Declaration> whole = bench_.pieces().parse_silently(
          bench_.slice(begin, end), &Grammar::declaration, &AstBuilder::declaration)) {
    file_.declarations.push_back(std::move(*whole));
    return;
  }
  ast::Declaration result;
  result.span = bench_.span_of(begin, end);
  result.doc = bench_.builder().doc_before(&bench_.words()[begin]);
  result.is_complete = false;
  const std::size_t mistakes_before = bench_.log().size();
  if (bench_.type_at(begin) == Grammar::CASE) {
    bench_.log().report(
        Diagnostic{.code = Code::unexpected_word,
                   .span = bench_.span_of(begin, begin + 1),
                   .message = "`case` opens no declaration of a rule file; cases stand in files of "
                              "their own, which end in `.case`",
                   .help = "move the case to such a file below `cases/`"});
    return;
  }
  if (find_form(form_keyword(bench_.words(), begin)) != nullptr) {
    result.node = recover_clauses(bench_, begin, end);
  } else {
    one_piece(begin, end, result);
  }
  if (bench_.log().size() == mistakes_before) {
    // Every part reads alone, and the whole does not.
    (void)bench_.pieces().parse(bench_.slice(begin, end), "the declaration", &Grammar::declaration,
                                &AstBuilder::declaration);
  }
  file_.declarations.push_back(std::move(result));
}

/// Its name is kept as that of a rule or of a parameter, whichever it looks like.
void Recovery::without_keyword(std::size_t begin, std::size_t end) {
  const std::size_t next = bench_.type_at(begin + 1);
  const Span word = bench_.span_of(begin, begin + 1);
  bench_.log().report(Diagnostic{
      .code = Code::unexpected_word,
      .span = word,
      .message = fmt::format("`{}` opens a line; no clause or declaration begins with it",
                             bench_.source().text(word)),
      .help = next == Grammar::COLON
                  ? "write `parameter`, `define` or `figure` before a name with its type"
                  : "write the keyword of the declaration before, such as `rule`"});
  ast::Declaration result;
  result.span = bench_.span_of(begin, end);
  result.is_complete = false;
  const ast::Name name =
      bench_.builder().name(&bench_.words()[next == Grammar::ID ? begin + 1 : begin]);
  if (next != Grammar::COLON) {
    ast::Rule rule;
    rule.name = name;
    result.node = std::move(rule);
  } else {
    ast::Parameter parameter;
    parameter.name = name;
    if (begin + 2 < end) parameter.type.name = bench_.builder().name(&bench_.words()[begin + 2]);
    parameter.type.span = parameter.type.name.span;
    result.node = std::move(parameter);
  }
  file_.declarations.push_back(std::move(result));
}

/// Declarations without clauses.
void Recovery::one_piece(std::size_t begin, std::size_t end, ast::Declaration& result) {
  if (bench_.words()[begin].type == Grammar::RECORD) {
    result.node = record(begin, end);
    return;
  }
  std::optional<ast::Declaration> mended = bench_.pieces().parse(
      bench_.slice(begin, end), "the declaration", &Grammar::declaration, &AstBuilder::declaration);
  if (mended) {
    result.node = std::move(mended->node);
    return;
  }
  switch (bench_.words()[begin].type) {
    case Grammar::ENUM:
      result.node = partial_enum(begin, end);
      break;
    case Grammar::GROUP:
      result.node = ast::Group{bench_.name_after(begin, end), {}};
      break;
    default:  // ACT, and the keyword that is kept: token types are no enum class
      result.node = ast::Act{bench_.name_after(begin, end), {}, {}, {}};
      break;
  }
}

/// The names that open the parts of a list in braces.
ast::Enum Recovery::partial_enum(std::size_t begin, std::size_t end) {
  ast::Enum result;
  result.name = bench_.name_after(begin, end);
  for (std::size_t index = begin + 1; index < end; ++index) {
    const std::size_t before = bench_.words()[index - 1].type;
    if (bench_.words()[index].type != Grammar::ID) continue;
    if (before == Grammar::OPEN_BRACE || before == Grammar::COMMA) {
      result.members.push_back({bench_.builder().name(&bench_.words()[index]), std::nullopt});
    }
  }
  return result;
}

/// Field by field: each begins with a word and a colon.
ast::Record Recovery::record(std::size_t begin, std::size_t end) {
  std::vector<std::size_t> fields;
  for (std::size_t index = begin + 2; index + 1 < end; ++index) {
    const bool is_word =
        bench_.words()[index].type == Grammar::ID || is_keyword(bench_.words()[index].type);
    if (is_word && bench_.words()[index + 1].type == Grammar::COLON) fields.push_back(index);
  }
  const bool is_closed = bench_.words()[end - 1].type == Grammar::CLOSE_BRACE;
  const std::size_t fields_end = is_closed ? end - 1 : end;
  const std::size_t head_end = fields.empty() ? fields_end : fields.front();

  ast::Record result;
  std::vector<Word> head = bench_.slice(begin, head_end);
  const bool is_opened = !head.empty() && head.back().type == Grammar::OPEN_BRACE;
  if (is_opened && !is_closed) {
    const Passage passage{bench_.source(), bench_.id(), head, "the record"};
    if (std::optional<BracketMistake> bracket = find_bracket_mistake(passage)) {
      bench_.log().report(std::move(bracket->explanation.diagnostic));
    }
  }
  Word close;
  close.type = Grammar::CLOSE_BRACE;
  close.begin = close.end = head.back().end;
  if (is_opened) head.push_back(close);
  std::optional<ast::Record> named = bench_.pieces().parse(std::move(head), "the first line",
                                                           &Grammar::record, &AstBuilder::record);
  result.name = named ? std::move(named->name) : bench_.name_after(begin, end);
  for (std::size_t index = 0; index < fields.size(); ++index) {
    const std::size_t field_end = index + 1 < fields.size() ? fields[index + 1] : fields_end;
    std::optional<ast::RecordField> field =
        bench_.pieces().parse(bench_.slice(fields[index], field_end), "the field",
                              &Grammar::recordField, &AstBuilder::record_field);
    if (field) result.fields.push_back(std::move(*field));
  }
  return result;
}

// ---- manifests and expressions -----------------------------------------------------------------

void Recovery::manifest() {
  std::size_t includes = 0;
  while (includes < bench_.last() && bench_.words()[includes].type != Grammar::INCLUDES) ++includes;
  const std::size_t mistakes_before = bench_.log().size();
  (void)bench_.pieces().parse(bench_.slice(0, includes), "the first line", &Grammar::rulesetHead,
                              &AstBuilder::ruleset_head);
  if (includes == bench_.last()) {
    if (bench_.log().size() > mistakes_before)
      return;  // the mistake may have taken `includes` with it
    const ast::Name name = bench_.name_after(0, bench_.last());
    bench_.log().report(Diagnostic{
        .code = Code::missing_clause,
        .span = name.span,
        .message = fmt::format(
            "`{}` has no `includes`; a rule set names the folders that it is made of", name.text),
        .help = "write `includes vocabulary, places`"});
    return;
  }
  (void)bench_.pieces().parse(bench_.slice(includes, bench_.last()), "the manifest",
                              &Grammar::includesClause, &AstBuilder::includes);
}

void Recovery::expression() {
  (void)bench_.pieces().parse(bench_.slice(0, bench_.last()), "the expression",
                              &Grammar::expression, &AstBuilder::expression);
}

}  // namespace

ast::File recover_rule_file(const SourceText& source, SourceId id, const Words& words,
                            MistakeLog& log) {
  return Recovery(source, id, words, log).rule_file();
}

void explain_manifest(const SourceText& source, SourceId id, const Words& words, MistakeLog& log) {
  Recovery(source, id, words, log).manifest();
}

void explain_expression(const SourceText& source, SourceId id, const Words& words,
                        MistakeLog& log) {
  Recovery(source, id, words, log).expression();
}

}  // namespace probity::syntax
