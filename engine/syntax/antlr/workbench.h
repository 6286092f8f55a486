// What the second reading of a source works with: its words, and the parser, the builder and the
// log that every part of it uses.
#pragma once

#include <cstddef>
#include <vector>

#include "diagnostics/source_text.h"
#include "syntax/antlr/ast_builder.h"
#include "syntax/antlr/mistake_log.h"
#include "syntax/antlr/piece_parser.h"
#include "syntax/antlr/words.h"
#include "syntax/ast.h"

namespace probity::syntax {

class Workbench {
 public:
  /// `source`, `words` and `log` must outlive it.
  Workbench(const SourceText& source, SourceId id, const Words& words, MistakeLog& log);
  Workbench(const Workbench&) = delete;
  Workbench& operator=(const Workbench&) = delete;

  /// The words of the source, mended; the last is the end.
  [[nodiscard]] const std::vector<Word>& words() const { return words_; }
  [[nodiscard]] const SourceText& source() const { return source_; }
  [[nodiscard]] SourceId id() const { return id_; }
  [[nodiscard]] MistakeLog& log() { return log_; }
  [[nodiscard]] AstBuilder& builder() { return builder_; }
  [[nodiscard]] PieceParser& pieces() { return pieces_; }

  /// Position of the word that stands for the end.
  [[nodiscard]] std::size_t last() const { return words_.size() - 1; }
  [[nodiscard]] std::size_t type_at(std::size_t index) const;
  /// Bytes before a word on its line.
  [[nodiscard]] std::size_t indentation(std::size_t index) const;
  /// Whether an empty line or one with a comment stands before the line of a word.
  [[nodiscard]] bool follows_empty_line(std::size_t index) const;
  /// From the word `begin` to the one before `end`.
  [[nodiscard]] Span span_of(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::vector<Word> slice(std::size_t begin, std::size_t end) const;
  /// The name after the keyword at `begin`, as well as it can be read; empty where there is none.
  [[nodiscard]] ast::Name name_after(std::size_t begin, std::size_t end) const;

 private:
  const SourceText& source_;
  SourceId id_;
  MistakeLog& log_;
  std::vector<Word> words_;
  AstBuilder builder_;
  PieceParser pieces_;
};

}  // namespace probity::syntax
