#include "audit/note.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "audit/base64.h"
#include "support/text.h"

namespace probity::audit {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t kKeyIdBytes = 4;

Error no_note(std::string_view what) {
  return {ErrorKind::kInput, fmt::format("no signed note: {}", what)};
}

std::string id_bytes(std::uint32_t id) {
  std::string bytes;
  for (const std::uint32_t shift : {24U, 16U, 8U, 0U}) {
    bytes.push_back(static_cast<char>(id >> shift & 0xFFU));
  }
  return bytes;
}

std::optional<NoteSignature> parse_signature(std::string_view line) {
  if (!line.starts_with(kDash)) return std::nullopt;
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) return std::nullopt;
  const std::optional<std::string> bytes = bytes_of_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= kKeyIdBytes) return std::nullopt;

  NoteSignature signature;
  signature.key_name = line.substr(0, space);
  for (const char byte : bytes->substr(0, kKeyIdBytes)) {
    signature.key_id = signature.key_id << 8U | static_cast<unsigned char>(byte);
  }
  signature.signature = bytes->substr(kKeyIdBytes);
  return signature;
}

}  // namespace

std::string encode_note(const SignedNote& note) {
  std::string bytes = note.text + '\n';
  for (const NoteSignature& signature : note.signatures) {
    bytes += fmt::format("{}{} {}\n", kDash, signature.key_name,
                         to_base64(id_bytes(signature.key_id) + signature.signature));
  }
  return bytes;
}

Result<SignedNote> parse_note(std::string_view bytes) {
  if (bytes.size() > kMostNoteBytes) return no_note("larger than 1 MiB");
  if (find_invalid_utf8(bytes)) return no_note("not UTF-8");
  if (std::ranges::any_of(bytes, [](char character) {
        return static_cast<unsigned char>(character) < 0x20 && character != '\n';
      })) {
    return no_note("a control character");
  }
  const std::size_t blank = bytes.rfind("\n\n");
  if (blank == std::string_view::npos) return no_note("no blank line before the signatures");

  SignedNote note;
  note.text = bytes.substr(0, blank + 1);
  for (std::string_view rest = bytes.substr(blank + 2); !rest.empty();) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return no_note("the last line does not end");
    std::optional<NoteSignature> signature = parse_signature(rest.substr(0, end));
    if (!signature) return no_note("a line below the text is not a signature");
    note.signatures.push_back(*std::move(signature));
    rest.remove_prefix(end + 1);
  }
  if (note.signatures.empty()) return no_note("no signature");
  if (note.signatures.size() > kMostNoteSignatures) return no_note("more than 100 signatures");
  return note;
}

NoteSignature sign_note(std::string_view text, const SigningKey& key) {
  return {key.verifier().name, key.verifier().id(), key.sign(text)};
}

SignatureState check_signature(const SignedNote& note, const VerifierKey& key) {
  SignatureState state = SignatureState::kAbsent;
  const std::uint32_t id = key.id();
  for (const NoteSignature& signature : note.signatures) {
    if (signature.key_name != key.name || signature.key_id != id) continue;
    if (!key.verify(note.text, signature.signature)) return SignatureState::kWrong;
    state = SignatureState::kValid;
  }
  return state;
}

}  // namespace probity::audit
