// Any bytes as everything that the audit log reads from elsewhere: a leaf, the body of an object, a
// note, a checkpoint, a proof. What is read has one spelling: written again, it gives the same
// bytes.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "audit/base64.h"
#include "audit/bodies.h"
#include "audit/canonical_json.h"
#include "audit/checkpoint.h"
#include "audit/leaf.h"
#include "audit/proof_file.h"

namespace probity::audit {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 10;

void expect(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "two spellings of %s\n", what);
  std::abort();
}

void try_json(const std::string& bytes) {
  const Result<JsonValue> value = parse_canonical_json(bytes);
  if (value) expect(encode_canonical_json(value.value()).value() == bytes, "a JSON value");
  const Result<Leaf> leaf = parse_leaf(bytes);
  if (leaf) expect(encode_leaf(leaf.value()).value() == bytes, "a leaf");
  const Result<FindingsBody> findings = parse_findings(bytes);
  if (findings) expect(encode_findings(findings.value()).value() == bytes, "findings");
  const Result<StatementBody> statement = parse_statement(bytes);
  if (statement) expect(encode_statement(statement.value()).value() == bytes, "a statement");
  const auto files = parse_rule_files(bytes);
  if (files) expect(encode_rule_files(files.value()).value() == bytes, "a list of rule files");
}

void try_notes(const std::string& bytes) {
  const Result<SignedCheckpoint> checkpoint = parse_checkpoint(bytes);
  if (checkpoint) {
    expect(encode_note(checkpoint.value().note) == bytes, "a note");
    expect(checkpoint_text(checkpoint.value().checkpoint) == checkpoint.value().note.text,
           "a checkpoint");
  }
  const Result<ProofFile> proof = parse_proof(bytes);
  if (proof) expect(encode_proof(proof.value()) == bytes, "a proof");
  const Result<VerifierKey> key = parse_verifier_key(bytes);
  if (key) expect(encode_verifier_key(key.value()) == bytes, "a key");
  const std::optional<std::string> decoded = bytes_of_base64(bytes);
  if (decoded) expect(to_base64(*decoded) == bytes, "base 64");
}

}  // namespace
}  // namespace probity::audit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace probity::audit;
  if (size > kMostBytes) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  try_json(bytes);
  try_notes(bytes);
  return 0;
}
