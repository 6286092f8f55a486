// Signed notes (https://c2sp.org/signed-note): a text, and lines with signatures below it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/key.h"
#include "support/result.h"

namespace probity::audit {

struct NoteSignature {
  std::string key_name;
  std::uint32_t key_id = 0;
  std::string signature;  ///< bytes
};

struct SignedNote {
  std::string text;  ///< ends with a newline
  std::vector<NoteSignature> signatures;
};

/// Notes of other people are read; ours have one signature, or two when a key is replaced.
inline constexpr std::size_t kMostNoteBytes = std::size_t{1} << 20U;
inline constexpr std::size_t kMostNoteSignatures = 100;

[[nodiscard]] std::string encode_note(const SignedNote& note);
/// kInput where the form is another. The signatures are not checked, so the text is not yet to be
/// believed.
[[nodiscard]] Result<SignedNote> parse_note(std::string_view bytes);

[[nodiscard]] NoteSignature sign_note(std::string_view text, const SigningKey& key);

enum class SignatureState : std::uint8_t {
  kValid,
  kAbsent,  ///< no line of this key
  kWrong,   ///< a line of this key that does not verify
};
[[nodiscard]] SignatureState check_signature(const SignedNote& note, const VerifierKey& key);

}  // namespace probity::audit
