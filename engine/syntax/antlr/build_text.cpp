// Names, literals and the templates of `failing` and `note`.
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "support/text.h"
#include "syntax/antlr/ast_builder.h"
#include "syntax/antlr/explain.h"
#include "syntax/parser.h"
#include "values/money.h"

namespace probity::syntax {

namespace {

std::size_t count_leading_digits(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  return digits;
}

bool looks_like_currency(std::string_view text) {
  if (text.size() != 3) return false;
  for (const char letter : text) {
    if (letter < 'A' || letter > 'Z') return false;
  }
  return true;
}

}  // namespace

Span AstBuilder::span_of(const antlr4::Token* first, const antlr4::Token* last) const {
  return Span{id_, static_cast<const Word*>(first)->begin, static_cast<const Word*>(last)->end};
}

Span AstBuilder::span_of(const antlr4::ParserRuleContext* tree) const {
  return span_of(tree->start, tree->stop);
}

ast::Name AstBuilder::name(const antlr4::Token* token) const {
  const Span span = span_of(token, token);
  return ast::Name{std::string(source_.text(span)), span};
}

ast::Name AstBuilder::name(Grammar::WordContext* tree) const { return name(tree->start); }

std::string AstBuilder::doc_before(const antlr4::Token* token) const {
  const std::uint32_t index = static_cast<const Word*>(token)->index;
  auto line =
      std::lower_bound(docs_.begin(), docs_.end(), index,
                       [](const DocLine& doc, std::uint32_t at) { return doc.next_word < at; });
  std::string result;
  for (; line != docs_.end() && line->next_word == index; ++line) {
    std::string_view text = source_.text(Span{id_, line->begin, line->end}).substr(2);
    if (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    if (!result.empty()) result += '\n';
    result += text;
  }
  return result;
}

ast::Text AstBuilder::text(const antlr4::Token* token) {
  const Span span = span_of(token, token);
  const std::string_view written = source_.text(span);
  ast::Text result{"", span};
  result.text.reserve(written.size());
  for (std::size_t at = 1; at + 1 < written.size(); ++at) {
    if (written[at] != '\\') {
      result.text += written[at];
      continue;
    }
    const std::size_t escape = at++;
    result.text += written[at];
    if (written[at] == '"' || written[at] == '\\') continue;
    const auto begin = span.begin + static_cast<std::uint32_t>(escape);
    log_.report(Diagnostic{.code = Code::text_escape,
                           .span = Span{id_, begin, begin + 1},
                           .message = "a backslash stands before a character that needs none; a "
                                      "text knows `\\\"` and `\\\\` only",
                           .help = "write `\\\\` for a backslash"});
  }
  return result;
}

ast::DateLiteral AstBuilder::date(const antlr4::Token* token) {
  const Span span = span_of(token, token);
  const std::string_view written = source_.text(span);
  const std::optional<Date> day = parse_date(written);
  if (!day) log_.report(explain_malformed_date(written, span));
  return ast::DateLiteral{day.value_or(Date{}), span};
}

Number AstBuilder::number(Span span) {
  const std::string_view written = source_.text(span);
  std::optional<Number> value = Number::parse_literal(written);
  if (value) return std::move(*value);
  log_.report(explain_malformed_number(written, span));
  return Number{};
}

/// A number that may end in `m` (millions) or `bn` (thousand millions).
Number AstBuilder::scaled_number(Span span) {
  const std::string_view written = source_.text(span);
  const bool is_billions = written.ends_with("bn");
  const bool is_millions = !is_billions && written.ends_with("m");
  const auto suffix = static_cast<std::uint32_t>(is_billions ? 2 : is_millions ? 1 : 0);
  const bool has_other_letters =
      suffix == 0 && written.find_first_not_of("0123456789_.eE+-") != std::string_view::npos;
  if (has_other_letters) {
    log_.report(explain_malformed_amount(written, span));
    return Number{};
  }
  const Number amount = number(Span{span.source, span.begin, span.end - suffix});
  if (suffix == 0) return amount;
  return amount * Number::power_of_ten(is_billions ? 9 : 6);
}

ast::MoneyLiteral AstBuilder::money(const antlr4::Token* currency, const antlr4::Token* amount) {
  ast::Name code = name(currency);
  const Span digits = span_of(amount, amount);
  if (!looks_like_currency(code.text)) {
    log_.report(explain_number_after_word(source_, code.span, digits));
    return ast::MoneyLiteral{Number{}, std::move(code)};
  }
  return ast::MoneyLiteral{scaled_number(digits), std::move(code)};
}

void AstBuilder::check_amount(const ast::Expr& expr) {
  const auto* const use = std::get_if<ast::NameUse>(&expr.node);
  if (use != nullptr && find_currency(use->name.text))
    log_.report(explain_bare_currency(use->name.text, expr.span));
}

ast::DurationLiteral AstBuilder::duration(const antlr4::Token* token) {
  const Span span = span_of(token, token);
  const std::string_view written = source_.text(span);
  const std::size_t digits = count_leading_digits(written);
  const std::string_view unit = written.substr(written.find_last_of(" \t") + 1);
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + digits, count);
  std::optional<Duration> value;
  const bool has_leading_zero = digits > 1 && written.front() == '0';
  if (error == std::errc{} && !has_leading_zero) value = make_duration(count, unit);
  if (!value) log_.report(explain_malformed_duration(written, span));
  return ast::DurationLiteral{value.value_or(Duration{})};
}

ast::Template AstBuilder::text_template(const antlr4::Token* token) {
  // Escapes are reported, and resolved again below piece by piece.
  const ast::Text whole = text(token);
  const std::string_view written = source_.text(whole.span);
  ast::Template result{{}, whole.span};
  std::string piece;
  const auto place = [&](std::size_t begin, std::size_t end) {
    return Span{id_, whole.span.begin + static_cast<std::uint32_t>(begin),
                whole.span.begin + static_cast<std::uint32_t>(end)};
  };
  const std::size_t last = written.size() - 1;  // of the closing quotation mark
  for (std::size_t at = 1; at < last; ++at) {
    const char byte = written[at];
    if (byte == '\\') {
      piece += written[++at];
    } else if ((byte == '{' || byte == '}') && written[at + 1] == byte) {
      piece += byte;
      ++at;
    } else if (byte == '}') {
      log_.report(explain_lone_brace(place(at, at + 1)));
    } else if (byte == '{') {
      const std::size_t close = written.find_first_of("{}", at + 1);
      if (close >= last || written[close] == '{') {
        log_.report(explain_lone_brace(place(at, at + 1)));
        continue;
      }
      if (!piece.empty()) result.parts.emplace_back(std::exchange(piece, {}));
      std::optional<ast::Expr> expr = placeholder(place(at + 1, close));
      if (expr) result.parts.emplace_back(std::move(*expr));
      at = close;
    } else {
      piece += byte;
    }
  }
  if (!piece.empty()) result.parts.emplace_back(std::move(piece));
  return result;
}

std::optional<ast::Expr> AstBuilder::placeholder(Span span) {
  if (++placeholders_ > kMaxPlaceholders) {
    if (placeholders_ == kMaxPlaceholders + 1) {
      log_.report(Diagnostic{
          .code = Code::too_many_words,
          .span = span,
          .message =
              fmt::format("the file has more than {} placeholders; no rule file may have more",
                          kMaxPlaceholders),
          .help = "split it; several files may form one module"});
    }
    return std::nullopt;
  }
  Words words = split_words(source_.text(span), span.begin);
  Word end_word = words.list.back();
  end_word.begin = end_word.end = span.end;
  WordStream stream(words.list, 0, words.list.size() - 1, end_word);
  BoundedParser parser(&stream);
  try {
    return expression(parser.soleExpression()->content);
  } catch (const Mistake& mistake) {
    words.list.pop_back();
    log_.report(explain_placeholder({source_, id_, words.list, "the placeholder"}, mistake));
    return std::nullopt;
  }
}

}  // namespace probity::syntax
