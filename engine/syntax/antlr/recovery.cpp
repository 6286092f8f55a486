#include "syntax/antlr/recovery.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "syntax/antlr/clauses.h"
#include "syntax/antlr/mend_words.h"
#include "syntax/antlr/piece_parser.h"
#include "syntax/antlr/word_kinds.h"

namespace probity::syntax {

namespace {

constexpr std::string_view kClauseName = "the clause";

bool holds(const std::vector<ClausePiece>& pieces, Clause clause) {
  return std::any_of(pieces.begin(), pieces.end(), [&](const ClausePiece& piece) { return piece.clause == clause; });
}

class Recovery {
 public:
  Recovery(const SourceText& source, SourceId id, const Words& words, MistakeLog& log)
      : source_(source),
        id_(id),
        log_(log),
        words_(mend_words(words.list, source, id, log)),
        builder_(source, id, words.docs, log),
        pieces_(source, id, builder_, log) {}

  [[nodiscard]] ast::File rule_file();
  void manifest();
  void expression();

 private:
  [[nodiscard]] std::size_t type_at(std::size_t index) const {
    return index < words_.size() ? words_[index].type : antlr4::Token::EOF;
  }
  [[nodiscard]] Span span_of(std::size_t begin, std::size_t end) const {
    return Span{id_, words_[begin].begin, words_[end > begin ? end - 1 : begin].end};
  }
  [[nodiscard]] std::vector<Word> slice(std::size_t begin, std::size_t end) const {
    return {words_.begin() + static_cast<std::ptrdiff_t>(begin), words_.begin() + static_cast<std::ptrdiff_t>(end)};
  }
  [[nodiscard]] std::size_t last() const { return words_.size() - 1; }  // the word of the end

  [[nodiscard]] bool begins_declaration(std::size_t index) const;
  [[nodiscard]] std::vector<std::size_t> declaration_starts() const;
  void opening(std::size_t begin, std::size_t end);
  void module_line(std::size_t begin, std::size_t end);
  void use_line(std::size_t begin, std::size_t end);
  void declaration(std::size_t begin, std::size_t end);

  /// The name after the keyword, as well as it can be read.
  [[nodiscard]] ast::Name name_after(std::size_t begin, std::size_t end) const;
  void one_piece(std::size_t begin, std::size_t end, ast::Declaration& result);
  [[nodiscard]] ast::Enum partial_enum(std::size_t begin, std::size_t end) const;
  [[nodiscard]] ast::Record record(std::size_t begin, std::size_t end);
  void clauses(std::size_t begin, std::size_t end, ast::Declaration& result);

  void check_clauses(const std::vector<ClausePiece>& pieces, const Form& form);
  void report_foreign(const ClausePiece& piece, const Form& form);
  void report_repeated(const ClausePiece& piece, const ClausePiece& first);
  void report_order(const ClausePiece& piece, const ClausePiece& later, const Form& form);
  void report_missing(const std::vector<ClausePiece>& pieces, const Form& form);

  template <class Tree, class Value>
  std::optional<Value> parse(const ClausePiece& piece, Tree* (Grammar::*production)(), Value (AstBuilder::*build)(Tree*)) {
    return pieces_.parse(slice(piece.begin, piece.end), kClauseName, production, build);
  }
  /// The head of a declaration; with its name alone where it cannot be read.
  template <class Tree, class Value>
  Value head(const ClausePiece& piece, Tree* (Grammar::*production)(), Value (AstBuilder::*build)(Tree*)) {
    std::optional<Value> value = pieces_.parse(slice(piece.begin, piece.end), "the first line", production, build);
    if (value) return std::move(*value);
    Value unread;
    unread.name = name_after(piece.begin, piece.end);
    return unread;
  }

  [[nodiscard]] ast::Rule rule(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Unless unless(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Exception exception(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Instrument instrument(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Interpretation interpretation(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Parameter parameter(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Figure figure(const std::vector<ClausePiece>& pieces);
  [[nodiscard]] ast::Define define(const std::vector<ClausePiece>& pieces);
  void norm_clause(const ClausePiece& piece, ast::Norm& norm);

  const SourceText& source_;
  SourceId id_;
  MistakeLog& log_;
  std::vector<Word> words_;
  AstBuilder builder_;
  PieceParser pieces_;
  ast::File file_;
  bool has_module_ = false;
  bool opening_was_reported_ = false;
};

// ---- the file ----------------------------------------------------------------------------------

ast::File Recovery::rule_file() {
  file_.source = id_;
  const std::vector<std::size_t> starts = declaration_starts();
  opening(0, starts.empty() ? last() : starts.front());
  for (std::size_t index = 0; index < starts.size() && !log_.is_full(); ++index) {
    const std::size_t begin = starts[index];
    const std::size_t end = index + 1 < starts.size() ? starts[index + 1] : last();
    switch (words_[begin].type) {
      case Grammar::MODULE: module_line(begin, end); break;
      case Grammar::USE: use_line(begin, end); break;
      default: declaration(begin, end); break;  // token types are no enum class
    }
  }
  return std::move(file_);
}

/// At the start of a line only, so that a keyword in the place of a name is found where it is.
bool Recovery::begins_declaration(std::size_t index) const {
  if (!words_[index].starts_line || !opens_declaration(words_[index].type)) return false;
  if (type_at(index + 1) == Grammar::COLON) return false;  // a field of a record
  if (index == 0) return true;
  const std::size_t before = words_[index - 1].type;
  return before != Grammar::DOT && before != Grammar::FOR && before != Grammar::AS;
}

std::vector<std::size_t> Recovery::declaration_starts() const {
  std::vector<std::size_t> starts;
  for (std::size_t index = 0; index < last(); ++index) {
    if (begins_declaration(index)) starts.push_back(index);
  }
  return starts;
}

/// What stands before the first declaration, where `module` has to.
void Recovery::opening(std::size_t begin, std::size_t end) {
  if (begin < end) {
    log_.report(Diagnostic{.code = Code::missing_module,
                           .span = span_of(begin, begin + 1),
                           .message = fmt::format("`{}` opens the file; a file opens with `module`", source_.text(span_of(begin, begin + 1))),
                           .help = "write `module name \"title\"` first"});
    opening_was_reported_ = true;
  } else if (end == last()) {
    log_.report(Diagnostic{.code = Code::missing_module,
                           .span = Span{id_, words_[last()].begin, words_[last()].begin},
                           .message = "the file declares nothing; a file opens with `module`",
                           .help = "write `module name \"title\"` first"});
  }
}

void Recovery::module_line(std::size_t begin, std::size_t end) {
  const bool is_late = has_module_ || !file_.declarations.empty() || !file_.uses.empty();
  if (is_late) {
    log_.report(Diagnostic{.code = Code::clause_order,
                           .span = span_of(begin, begin + 1),
                           .message = "`module` stands inside a file; it opens the file, once",
                           .help = "a second module is a second file"});
    return;
  }
  has_module_ = true;
  std::optional<ast::File> head =
      pieces_.parse(slice(begin, end), "the line", &Grammar::moduleHead, &AstBuilder::module_head);
  if (head) {
    file_.module = std::move(head->module);
    file_.title = std::move(head->title);
  } else {
    file_.module = name_after(begin, end);
  }
}

void Recovery::use_line(std::size_t begin, std::size_t end) {
  if (!file_.declarations.empty()) {
    log_.report(Diagnostic{.code = Code::clause_order,
                           .span = span_of(begin, begin + 1),
                           .message = "`use` stands after a declaration; a file uses modules before it declares anything",
                           .labels = {Label{file_.declarations.front().span, "the first declaration"}},
                           .help = "move it below `module`"});
  }
  std::optional<ast::Name> name = pieces_.parse(slice(begin, end), "the line", &Grammar::useLine, &AstBuilder::use_line);
  if (name) file_.uses.push_back(std::move(*name));
}

// ---- declarations ------------------------------------------------------------------------------

void Recovery::declaration(std::size_t begin, std::size_t end) {
  if (!has_module_ && !opening_was_reported_) {
    opening_was_reported_ = true;
    log_.report(Diagnostic{.code = Code::missing_module,
                           .span = span_of(begin, begin + 1),
                           .message = fmt::format("`{}` opens the file; a file opens with `module`", source_.text(span_of(begin, begin + 1))),
                           .help = "write `module name \"title\"` first"});
  }
  if (std::optional<ast::Declaration> whole =
          pieces_.parse_silently(slice(begin, end), &Grammar::declaration, &AstBuilder::declaration)) {
    file_.declarations.push_back(std::move(*whole));
    return;
  }
  ast::Declaration result;
  result.span = span_of(begin, end);
  result.doc = builder_.doc_before(&words_[begin]);
  result.is_complete = false;
  const std::size_t mistakes_before = log_.size();
  if (find_form(words_[begin].type) != nullptr) {
    clauses(begin, end, result);
  } else {
    one_piece(begin, end, result);
  }
  if (log_.size() == mistakes_before) {
    // Every part reads alone, and the whole does not.
    (void)pieces_.parse(slice(begin, end), "the declaration", &Grammar::declaration, &AstBuilder::declaration);
  }
  if (words_[begin].type != Grammar::TABLE && words_[begin].type != Grammar::CASE) {
    file_.declarations.push_back(std::move(result));
  }
}

ast::Name Recovery::name_after(std::size_t begin, std::size_t end) const {
  const std::size_t index = begin + 1;
  if (index < end && (words_[index].type == Grammar::ID || is_keyword(words_[index].type))) {
    return builder_.name(&words_[index]);
  }
  return ast::Name{"", span_of(begin, begin + 1)};
}

/// Declarations without clauses.
void Recovery::one_piece(std::size_t begin, std::size_t end, ast::Declaration& result) {
  if (words_[begin].type == Grammar::RECORD) {
    result.node = record(begin, end);
    return;
  }
  std::optional<ast::Declaration> mended =
      pieces_.parse(slice(begin, end), "the declaration", &Grammar::declaration, &AstBuilder::declaration);
  if (mended) {
    result.node = std::move(mended->node);
    return;
  }
  switch (words_[begin].type) {
    case Grammar::ENUM: result.node = partial_enum(begin, end); break;
    case Grammar::GROUP: result.node = ast::Group{name_after(begin, end), {}}; break;
    default:  // ACT, and the keywords that are kept: token types are no enum class
      result.node = ast::Act{name_after(begin, end), {}, {}, {}};
      break;
  }
}

/// The names that open the parts of a list in braces.
ast::Enum Recovery::partial_enum(std::size_t begin, std::size_t end) const {
  ast::Enum result;
  result.name = name_after(begin, end);
  for (std::size_t index = begin + 1; index < end; ++index) {
    const std::size_t before = words_[index - 1].type;
    if (words_[index].type != Grammar::ID) continue;
    if (before == Grammar::OPEN_BRACE || before == Grammar::COMMA) {
      result.members.push_back({builder_.name(&words_[index]), std::nullopt});
    }
  }
  return result;
}

/// Field by field: each begins with a word and a colon.
ast::Record Recovery::record(std::size_t begin, std::size_t end) {
  std::vector<std::size_t> fields;
  for (std::size_t index = begin + 2; index + 1 < end; ++index) {
    const bool is_word = words_[index].type == Grammar::ID || is_keyword(words_[index].type);
    if (is_word && words_[index + 1].type == Grammar::COLON) fields.push_back(index);
  }
  const bool is_closed = words_[end - 1].type == Grammar::CLOSE_BRACE;
  const std::size_t fields_end = is_closed ? end - 1 : end;
  const std::size_t head_end = fields.empty() ? fields_end : fields.front();

  ast::Record result;
  std::vector<Word> head = slice(begin, head_end);
  const bool is_opened = !head.empty() && head.back().type == Grammar::OPEN_BRACE;
  if (is_opened && !is_closed) {
    const Passage passage{source_, id_, head, "the record"};
    if (std::optional<BracketMistake> bracket = find_bracket_mistake(passage)) {
      log_.report(std::move(bracket->explanation.diagnostic));
    }
  }
  Word close;
  close.type = Grammar::CLOSE_BRACE;
  close.begin = close.end = head.back().end;
  if (is_opened) head.push_back(close);
  std::optional<ast::Record> named = pieces_.parse(std::move(head), "the first line", &Grammar::record, &AstBuilder::record);
  result.name = named ? std::move(named->name) : name_after(begin, end);
  for (std::size_t index = 0; index < fields.size(); ++index) {
    const std::size_t field_end = index + 1 < fields.size() ? fields[index + 1] : fields_end;
    std::optional<ast::RecordField> field = pieces_.parse(slice(fields[index], field_end), "the field",
                                                          &Grammar::recordField, &AstBuilder::record_field);
    if (field) result.fields.push_back(std::move(*field));
  }
  return result;
}

// ---- clauses -----------------------------------------------------------------------------------

void Recovery::clauses(std::size_t begin, std::size_t end, ast::Declaration& result) {
  const std::vector<ClausePiece> pieces = split_clauses(words_, begin, end);
  switch (words_[begin].type) {
    case Grammar::RULE: result.node = rule(pieces); break;
    case Grammar::EXCEPTION: result.node = exception(pieces); break;
    case Grammar::INSTRUMENT: result.node = instrument(pieces); break;
    case Grammar::INTERPRETATION: result.node = interpretation(pieces); break;
    case Grammar::PARAMETER: result.node = parameter(pieces); break;
    case Grammar::FIGURE: result.node = figure(pieces); break;
    default: result.node = define(pieces); break;  // DEFINE: token types are no enum class
  }
}

/// Order, repetition and absence. A declaration with another mistake may lack a clause because that
/// mistake took it, so absence is looked at last and only where all else is well.
void Recovery::check_clauses(const std::vector<ClausePiece>& pieces, const Form& form) {
  const auto rank = [&](Clause clause) {
    return std::find(form.order.begin(), form.order.end(), clause) - form.order.begin();
  };
  std::vector<const ClausePiece*> seen;  // the first of each
  for (const ClausePiece& piece : pieces) {
    if (log_.is_full()) return;
    if (piece.clause == Clause::kHead) continue;
    if (rank(piece.clause) == static_cast<std::ptrdiff_t>(form.order.size())) {
      report_foreign(piece, form);
      continue;
    }
    const auto same = std::find_if(seen.begin(), seen.end(), [&](const ClausePiece* earlier) {
      return earlier->clause == piece.clause;
    });
    const auto later = std::find_if(seen.begin(), seen.end(), [&](const ClausePiece* earlier) {
      return rank(earlier->clause) > rank(piece.clause);
    });
    if (same != seen.end() && !may_repeat(piece.clause)) {
      report_repeated(piece, **same);
    } else if (later != seen.end()) {
      report_order(piece, **later, form);
    }
    if (same == seen.end()) seen.push_back(&piece);
  }
}

void Recovery::report_foreign(const ClausePiece& piece, const Form& form) {
  Diagnostic diagnostic{.code = Code::unexpected_word,
                        .span = span_of(piece.begin, piece.begin + 1),
                        .message = fmt::format("`{}` stands in {}; its clauses are {}", clause_text(piece.clause), form.name, list_clauses(form.order))};
  if (piece.clause == Clause::kWhen && form.name == "a rule") {
    diagnostic.help = "write `applies when` for the cases that the rule is about, or `unless` for an exception";
  } else if (piece.clause == Clause::kRequires) {
    diagnostic.help = "write `when`: it says when the exception holds";
  }
  log_.report(std::move(diagnostic));
}

void Recovery::report_repeated(const ClausePiece& piece, const ClausePiece& first) {
  const std::string_view text = clause_text(piece.clause);
  log_.report(Diagnostic{.code = Code::repeated_clause,
                         .span = span_of(piece.begin, piece.begin + 1),
                         .message = fmt::format("`{}` stands twice; it is given once", text),
                         .labels = {Label{span_of(first.begin, first.begin + 1), "the first"}},
                         .help = piece.clause == Clause::kRequires || piece.clause == Clause::kApplies || piece.clause == Clause::kWhen
                                     ? "join the conditions with `and`, or write two rules"
                                     : ""});
}

void Recovery::report_order(const ClausePiece& piece, const ClausePiece& later, const Form& form) {
  log_.report(Diagnostic{.code = Code::clause_order,
                         .span = span_of(piece.begin, piece.begin + 1),
                         .message = fmt::format("`{}` stands after `{}`; the order of clauses is {}", clause_text(piece.clause),
                                                clause_text(later.clause), list_clauses(form.order)),
                         .labels = {Label{span_of(later.begin, later.begin + 1), fmt::format("`{}` has to stand before this", clause_text(piece.clause))}}});
}

void Recovery::report_missing(const std::vector<ClausePiece>& pieces, const Form& form) {
  const ClausePiece& head = pieces.front();
  if (log_.has_mistake_in(span_of(head.begin, pieces.back().end))) return;
  for (const Clause clause : form.required) {
    if (holds(pieces, clause)) continue;
    const ast::Name name = name_after(head.begin, head.end);
    log_.report(Diagnostic{.code = Code::missing_clause,
                           .span = name.span,
                           .message = fmt::format("`{}` has no `{}`; {} needs one", name.text, clause_text(clause), form.name),
                           .help = fmt::format("its clauses are {}", list_clauses(form.order))});
    return;
  }
}

void Recovery::norm_clause(const ClausePiece& piece, ast::Norm& norm) {
  switch (piece.clause) {
    case Clause::kLaw:
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law)) norm.laws.push_back(std::move(*law));
      return;
    case Clause::kEffective: norm.effective = parse(piece, &Grammar::effective, &AstBuilder::effective); return;
    case Clause::kUnder: norm.under = parse(piece, &Grammar::under, &AstBuilder::under); return;
    case Clause::kEvidence:
      if (auto facts = parse(piece, &Grammar::evidenceClause, &AstBuilder::evidence)) norm.evidence = std::move(*facts);
      return;
    case Clause::kNote: norm.note = parse(piece, &Grammar::noteClause, &AstBuilder::note); return;
    // Those of one declaration only; where they do not belong, check_clauses has said so.
    case Clause::kHead:
    case Clause::kForInstrument:
    case Clause::kForEach:
    case Clause::kApplies:
    case Clause::kRequires:
    case Clause::kWhen:
    case Clause::kFailing:
    case Clause::kUnless:
    case Clause::kReference:
    case Clause::kReading:
    case Clause::kDatedValue:
    case Clause::kDefinition: return;
  }
}

ast::Rule Recovery::rule(const std::vector<ClausePiece>& pieces) {
  // An `unless` block takes the clauses after it that a block can have.
  const std::vector<Clause>& of_block = find_form(Grammar::UNLESS)->order;
  std::vector<ClausePiece> own;
  std::set<Clause> own_clauses;
  std::vector<std::vector<ClausePiece>> blocks;
  for (const ClausePiece& piece : pieces) {
    const bool fits_block = std::find(of_block.begin(), of_block.end(), piece.clause) != of_block.end();
    if (piece.clause == Clause::kUnless) {
      own.push_back(piece);
      blocks.push_back({piece});
      blocks.back().front().clause = Clause::kHead;
    } else if (!blocks.empty() && (fits_block || own_clauses.contains(piece.clause))) {
      blocks.back().push_back(piece);  // what the rule has already was meant for the block
    } else {
      own.push_back(piece);
      own_clauses.insert(piece.clause);
    }
  }
  const Form& form = *find_form(Grammar::RULE);
  check_clauses(own, form);
  ast::Rule result = head(own.front(), &Grammar::ruleHead, &AstBuilder::rule_head);
  for (const ClausePiece& piece : own) {
    if (piece.clause == Clause::kForInstrument) {
      if (auto names = parse(piece, &Grammar::forInstrument, &AstBuilder::for_instrument)) result.instruments = std::move(*names);
    } else if (piece.clause == Clause::kForEach) {
      result.for_each = parse(piece, &Grammar::forEach, &AstBuilder::for_each);
    } else if (piece.clause == Clause::kApplies) {
      result.applies = parse(piece, &Grammar::appliesClause, &AstBuilder::applies);
    } else if (piece.clause == Clause::kRequires) {
      if (auto expr = parse(piece, &Grammar::requiresClause, &AstBuilder::requirement)) result.requirement = std::move(*expr);
    } else if (piece.clause == Clause::kFailing) {
      if (auto text = parse(piece, &Grammar::failingClause, &AstBuilder::failing)) result.failing = std::move(*text);
    } else {
      norm_clause(piece, result.norm);
    }
  }
  for (const std::vector<ClausePiece>& block : blocks) result.exceptions.push_back(unless(block));
  report_missing(own, form);
  return result;
}

ast::Unless Recovery::unless(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::UNLESS);
  check_clauses(pieces, form);
  ast::Unless result = head(pieces.front(), &Grammar::unlessHead, &AstBuilder::unless_head);
  result.span = span_of(pieces.front().begin, pieces.back().end);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kWhen) {
      if (auto expr = parse(piece, &Grammar::whenClause, &AstBuilder::when)) result.when = std::move(*expr);
    } else {
      norm_clause(piece, result.norm);
    }
  }
  report_missing(pieces, form);
  return result;
}

ast::Exception Recovery::exception(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::EXCEPTION);
  check_clauses(pieces, form);
  ast::Exception result = head(pieces.front(), &Grammar::exceptionHead, &AstBuilder::exception_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kForEach) {
      result.for_each = parse(piece, &Grammar::forEach, &AstBuilder::for_each);
    } else if (piece.clause == Clause::kWhen) {
      if (auto expr = parse(piece, &Grammar::whenClause, &AstBuilder::when)) result.when = std::move(*expr);
    } else {
      norm_clause(piece, result.norm);
    }
  }
  report_missing(pieces, form);
  return result;
}

ast::Instrument Recovery::instrument(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::INSTRUMENT);
  check_clauses(pieces, form);
  ast::Instrument result = head(pieces.front(), &Grammar::instrumentHead, &AstBuilder::instrument_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kEffective) {
      result.effective = parse(piece, &Grammar::effective, &AstBuilder::effective);
    } else if (piece.clause == Clause::kApplies) {
      if (auto expr = parse(piece, &Grammar::appliesClause, &AstBuilder::applies)) result.applies = std::move(*expr);
    } else if (piece.clause == Clause::kReference) {
      if (auto expr = parse(piece, &Grammar::referenceClause, &AstBuilder::reference)) result.reference_date = std::move(*expr);
    }
  }
  report_missing(pieces, form);
  return result;
}

ast::Interpretation Recovery::interpretation(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::INTERPRETATION);
  check_clauses(pieces, form);
  ast::Interpretation result = head(pieces.front(), &Grammar::interpretationHead, &AstBuilder::interpretation_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kLaw) {
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law)) result.laws.push_back(std::move(*law));
    } else if (piece.clause == Clause::kReading) {
      if (auto reading = parse(piece, &Grammar::reading, &AstBuilder::reading)) result.readings.push_back(std::move(*reading));
    }
  }
  report_missing(pieces, form);
  return result;
}

ast::Parameter Recovery::parameter(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::PARAMETER);
  check_clauses(pieces, form);
  ast::Parameter result = head(pieces.front(), &Grammar::parameterHead, &AstBuilder::parameter_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kLaw) {
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law)) result.laws.push_back(std::move(*law));
    } else if (piece.clause == Clause::kDatedValue) {
      if (auto value = parse(piece, &Grammar::datedValue, &AstBuilder::dated_value)) result.values.push_back(std::move(*value));
    }
  }
  return result;
}

ast::Figure Recovery::figure(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::FIGURE);
  check_clauses(pieces, form);
  ast::Figure result = head(pieces.front(), &Grammar::figureHead, &AstBuilder::figure_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause == Clause::kLaw) {
      if (auto law = parse(piece, &Grammar::law, &AstBuilder::law)) result.laws.push_back(std::move(*law));
    } else if (piece.clause == Clause::kDefinition) {
      if (auto expr = parse(piece, &Grammar::definition, &AstBuilder::definition)) result.body = std::move(*expr);
    }
  }
  report_missing(pieces, form);
  return result;
}

ast::Define Recovery::define(const std::vector<ClausePiece>& pieces) {
  const Form& form = *find_form(Grammar::DEFINE);
  check_clauses(pieces, form);
  ast::Define result = head(pieces.front(), &Grammar::defineHead, &AstBuilder::define_head);
  for (const ClausePiece& piece : pieces) {
    if (piece.clause != Clause::kDefinition) continue;
    if (auto expr = parse(piece, &Grammar::definition, &AstBuilder::definition)) result.body = std::move(*expr);
  }
  report_missing(pieces, form);
  return result;
}

// ---- manifests and expressions -----------------------------------------------------------------

void Recovery::manifest() {
  std::size_t includes = 0;
  while (includes < last() && words_[includes].type != Grammar::INCLUDES) ++includes;
  const std::size_t mistakes_before = log_.size();
  (void)pieces_.parse(slice(0, includes), "the first line", &Grammar::rulesetHead, &AstBuilder::ruleset_head);
  if (includes == last()) {
    if (log_.size() > mistakes_before) return;  // the mistake may have taken `includes` with it
    const ast::Name name = name_after(0, last());
    log_.report(Diagnostic{.code = Code::missing_clause,
                           .span = name.span,
                           .message = fmt::format("`{}` has no `includes`; a rule set names the folders that it is made of", name.text),
                           .help = "write `includes vocabulary, places`"});
    return;
  }
  (void)pieces_.parse(slice(includes, last()), "the manifest", &Grammar::includesClause, &AstBuilder::includes);
}

void Recovery::expression() {
  (void)pieces_.parse(slice(0, last()), "the expression", &Grammar::expression, &AstBuilder::expression);
}

}  // namespace

ast::File recover_rule_file(const SourceText& source, SourceId id, const Words& words, MistakeLog& log) {
  return Recovery(source, id, words, log).rule_file();
}

void explain_manifest(const SourceText& source, SourceId id, const Words& words, MistakeLog& log) {
  Recovery(source, id, words, log).manifest();
}

void explain_expression(const SourceText& source, SourceId id, const Words& words, MistakeLog& log) {
  Recovery(source, id, words, log).expression();
}

}  // namespace probity::syntax
