// What the pages of the book share: where things stand in it, and how names, laws, windows, clauses
// and explanations are written. Private to report/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyse/result.h"
#include "check/program.h"
#include "report/html.h"

namespace probity {

inline constexpr std::string_view kBookIndex = "index.html";
inline constexpr std::string_view kBookArticles = "by-article.html";
inline constexpr std::string_view kBookNames = "by-name.html";

/// A word for people: "rule", "group of countries".
[[nodiscard]] std::string_view noun_of(const Program& program, const Declared& declared);

/// "safe.control", "SAFE", "dossier.supplier.name"; of a precedence "safe.a over safe.b".
[[nodiscard]] std::string full_name(const Program& program, const Declared& declared);
/// Its title, or the first sentence of its explanation; "" where it has neither.
[[nodiscard]] std::string title_of(const Program& program, const Declared& declared);
/// The module that it stands in.
[[nodiscard]] std::string module_of(const Program& program, const Declared& declared);

/// Where it stands within its page: "rule.control".
[[nodiscard]] std::string anchor_of(const Program& program, const Declared& declared);
/// "module-safe.html"
[[nodiscard]] std::string module_page(std::string_view module);
/// "module-safe.html#rule.control"
[[nodiscard]] std::string address_of(const Program& program, const Declared& declared);
/// "by-article.html#act.SAFE_REG"
[[nodiscard]] std::string act_address(const Program& program, ActId act);
[[nodiscard]] std::string act_anchor(const Program& program, ActId act);

/// A page and the parts of it that recur.
class BookWriter : public HtmlWriter {
 public:
  BookWriter(const Program& program, const BookMaterial& material)
      : program_(program), material_(material) {}

  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] const BookMaterial& material() const { return material_; }

  /// A link with the short name as code, and where it is another module's with that.
  void name_link(const Declared& declared, std::string_view from_module);
  void name_links(std::span<const Declared> declared, std::string_view from_module);
  /// Markdown of a doc comment: paragraphs, lists with `-`, and words in backticks.
  void markdown(std::string_view text);
  /// "Council Regulation ..., Art. 2(3)", with links to the act in the index of articles and, where
  /// there is one, to its ELI.
  void laws(const std::vector<Citation>& laws);
  void window(const Window& window);
  void reading(const ReadingCondition& condition);
  /// What the rules say from the first to the last of these expressions, each name a link; as a
  /// block that keeps its lines, or within a line.
  enum class Shape : std::uint8_t { kBlock, kInline };
  void source(std::span<const NodeId> nodes, Shape shape = Shape::kBlock);
  void source(NodeId node, Shape shape = Shape::kBlock) { source(std::span(&node, 1), shape); }
  void texts(const Template& text);

  /// A row of a clause list: a `dt`, and a `dd` that `content` writes.
  template <class Content>
  void clause(std::string_view label, Content content) {
    element("dt", label).open("dd");
    content();
    close().line_end();
  }

  /// A heading that the top of the page leads to.
  void section(std::string_view title);
  /// Links to the sections so far, for the top of the page.
  [[nodiscard]] std::string section_links() const;

  /// `<section id>` with its heading; closed by `end_declaration`.
  void begin_declaration(const Declared& declared, std::string_view title);
  void end_declaration(const Declared& declared);

 private:
  void inline_markdown(std::string_view words);
  void linked(Span span);

  const Program& program_;
  const BookMaterial& material_;
  std::vector<std::string> sections_;  ///< their titles
};

/// A whole document: head, style, links to the other parts of the book, `body`.
[[nodiscard]] std::string book_document(const Program& program, std::string_view title,
                                        std::string_view body);

// The pages. Each writes the body of a document.
void write_norms(BookWriter& writer, std::string_view module);       ///< instruments and rules
void write_values(BookWriter& writer, std::string_view module);      ///< parameters to readings
void write_vocabulary(BookWriter& writer, std::string_view module);  ///< enums and records
[[nodiscard]] std::string cover_body(const Program& program, const BookMaterial& material);
[[nodiscard]] std::string articles_body(const Program& program, const BookMaterial& material);
[[nodiscard]] std::string names_body(const Program& program, const BookMaterial& material);

/// Everything that has a place of its own in the book, in rule-set order by kind.
[[nodiscard]] std::vector<Declared> all_declared(const Program& program);

}  // namespace probity
