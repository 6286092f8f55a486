#include "audit/checkpoint.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "audit/base64.h"
#include "audit/decimal.h"
#include "support/text.h"

namespace probity::audit {
namespace {

constexpr std::size_t kHeadLines = 3;  ///< origin, size, root

Error no_checkpoint(std::string_view what) {
  return {ErrorKind::kInput, fmt::format("no checkpoint: {}", what)};
}

/// The part of a key that a signature names.
std::string key_text(std::string_view name, std::uint32_t id) {
  return fmt::format("{}+{:08x}", escape_untrusted(name), id);
}

std::string signers_text(const SignedNote& note) {
  std::string text;
  for (const NoteSignature& signature : note.signatures) {
    if (!text.empty()) text += ", ";
    text += key_text(signature.key_name, signature.key_id);
  }
  return text;
}

}  // namespace

std::string checkpoint_text(const Checkpoint& checkpoint) {
  std::string text = fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.head.size,
                                 to_base64(bytes_of(checkpoint.head.root)));
  for (const std::string& line : checkpoint.extensions) text += line + '\n';
  return text;
}

Result<Checkpoint> parse_checkpoint_text(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return no_checkpoint("the last line does not end");
    if (end == 0) return no_checkpoint("an empty line");
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  if (lines.size() < kHeadLines) return no_checkpoint("origin, size and root are three lines");

  Checkpoint checkpoint;
  checkpoint.origin = lines[0];
  const std::optional<std::uint64_t> size = parse_decimal(lines[1]);
  if (!size) return no_checkpoint("the second line is not a size");
  const std::optional<std::string> bytes = bytes_of_base64(lines[2]);
  const std::optional<Hash> root = bytes ? hash_of_bytes(*bytes) : std::nullopt;
  if (!root) return no_checkpoint("the third line is not a root");
  checkpoint.head = {*size, *root};
  for (const std::string_view line : std::span(lines).subspan(kHeadLines)) {
    checkpoint.extensions.emplace_back(line);
  }
  return checkpoint;
}

Result<SignedCheckpoint> parse_checkpoint(std::string_view bytes) {
  Result<SignedCheckpoint> parsed = parse_any_checkpoint(bytes);
  if (parsed && !parsed.value().checkpoint.extensions.empty()) {
    return no_checkpoint("extension lines, which no log of ours has");
  }
  return parsed;
}

Result<SignedCheckpoint> parse_any_checkpoint(std::string_view bytes) {
  Result<SignedNote> note = parse_note(bytes);
  if (!note) return note.error();
  Result<Checkpoint> checkpoint = parse_checkpoint_text(note.value().text);
  if (!checkpoint) return checkpoint.error();
  return SignedCheckpoint{std::move(note).value(), std::move(checkpoint).value()};
}

Result<Checkpoint> open_checkpoint(std::string_view bytes, const VerifierKey& key) {
  Result<SignedCheckpoint> parsed = parse_checkpoint(bytes);
  if (!parsed) return parsed.error();
  const Checkpoint& checkpoint = parsed.value().checkpoint;
  if (checkpoint.origin != key.name) {
    return Error{ErrorKind::kInput,
                 fmt::format("the checkpoint is of the log `{}`, not of `{}`",
                             escape_untrusted(checkpoint.origin), escape_untrusted(key.name))};
  }
  switch (check_signature(parsed.value().note, key)) {
    case SignatureState::kValid:
      return checkpoint;
    case SignatureState::kAbsent:
      return Error{ErrorKind::kInput,
                   fmt::format("the checkpoint is not signed with the key {}, but with {}; where "
                               "the key of the log was replaced, give the one that was in force at "
                               "size {}",
                               key_text(key.name, key.id()), signers_text(parsed.value().note),
                               checkpoint.head.size)};
    case SignatureState::kWrong:
      break;
  }
  return Error{ErrorKind::kInput, "the signature of the checkpoint is wrong"};
}

}  // namespace probity::audit
