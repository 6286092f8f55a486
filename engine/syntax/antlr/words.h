// The words of a source as the parser takes them: without blanks and comments, with byte offsets.
// ANTLR counts code points; nothing outside this file and words.cpp has to know.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "antlr4-runtime.h"

#include "diagnostics/source_text.h"

namespace probity::syntax {

/// One word. ANTLR asks tokens through an interface; only the type and the index mean anything to
/// the parser, and text is taken from the source by offset.
class Word final : public antlr4::Token {
 public:
  std::size_t type = 0;     ///< of ProbityParser, or Token::EOF
  std::uint32_t begin = 0;  ///< byte offsets in the source
  std::uint32_t end = 0;
  std::uint32_t index = 0;  ///< in Words::list
  bool starts_line = false;

  std::string getText() const override { return {}; }
  std::size_t getType() const override { return type; }
  std::size_t getLine() const override { return 0; }
  std::size_t getCharPositionInLine() const override { return 0; }
  std::size_t getChannel() const override { return DEFAULT_CHANNEL; }
  std::size_t getTokenIndex() const override { return index; }
  std::size_t getStartIndex() const override { return begin; }
  std::size_t getStopIndex() const override { return end; }
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  antlr4::CharStream* getInputStream() const override { return nullptr; }
  std::string toString() const override { return {}; }
};

/// A `##` line and the word that it stands before.
struct DocLine {
  std::uint32_t next_word = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct Words {
  std::vector<Word> list;  ///< ends with a word of type Token::EOF
  std::vector<DocLine> docs;
  bool was_cut = false;  ///< more than kMaxTokens; the rest was not read
};

/// Splits well-formed UTF-8 that stands at `offset` of its source. Never fails: what is no word of
/// the language becomes a word of a type that no rule takes.
[[nodiscard]] Words split_words(std::string_view text, std::uint32_t offset);

/// A slice of words with an end of its own, for one call of the parser.
class WordStream final : public antlr4::TokenStream {
 public:
  /// `words` and `end_word` (of type Token::EOF) must outlive the stream.
  WordStream(std::vector<Word>& words, std::size_t begin, std::size_t end, Word& end_word)
      : words_(words), begin_(begin), end_(end), at_(begin), end_word_(end_word) {}

  antlr4::Token* LT(ssize_t offset) override;
  std::size_t LA(ssize_t offset) override { return word(offset).type; }
  void consume() override { ++at_; }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  std::size_t index() override { return at_; }
  void seek(std::size_t index) override { at_ = index; }
  std::size_t size() override { return end_ - begin_ + 1; }
  antlr4::Token* get(std::size_t index) const override;
  antlr4::TokenSource* getTokenSource() const override { return nullptr; }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval&) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext*) override { return {}; }
  std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

 private:
  Word& word(ssize_t offset);

  std::vector<Word>& words_;
  std::size_t begin_;
  std::size_t end_;
  std::size_t at_;
  Word& end_word_;
};

}  // namespace probity::syntax
