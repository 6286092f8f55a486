#include "audit/proof_file.h"

#include <fmt/format.h>

#include <utility>

#include "audit/base64.h"
#include "audit/decimal.h"
#include "audit/leaf.h"
#include "audit/tree.h"

namespace probity::audit {
namespace {

constexpr std::string_view kHeader = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
/// Of a path in a tree of 2^64 leaves.
constexpr std::size_t kMostProofHashes = 64;

Error no_proof(std::string_view what) {
  return {ErrorKind::kInput, fmt::format("no proof: {}", what)};
}

/// Takes a line with its end from the front; absent where there is none.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string encode_proof(const ProofFile& file) {
  std::string text = fmt::format("{}\n", kHeader);
  if (file.extra) text += fmt::format("{}{}\n", kExtra, to_base64(*file.extra));
  text += fmt::format("{}{}\n", kIndex, file.index);
  for (const Hash& hash : file.proof) text += to_base64(bytes_of(hash)) + '\n';
  return text + '\n' + file.checkpoint;
}

Result<ProofFile> parse_proof(std::string_view bytes) {
  ProofFile file;
  if (take_line(bytes) != kHeader)
    return no_proof(fmt::format("the first line is not {}", kHeader));
  std::optional<std::string_view> line = take_line(bytes);
  if (line && line->starts_with(kExtra)) {
    file.extra = bytes_of_base64(line->substr(kExtra.size()));
    if (!file.extra) return no_proof("the extra data are not base 64");
    line = take_line(bytes);
  }
  const std::optional<std::uint64_t> index =
      line && line->starts_with(kIndex) ? parse_decimal(line->substr(kIndex.size())) : std::nullopt;
  if (!index) return no_proof("the line with the index is missing");
  file.index = *index;
  for (line = take_line(bytes); line && !line->empty(); line = take_line(bytes)) {
    const std::optional<std::string> hash_bytes = bytes_of_base64(*line);
    const std::optional<Hash> hash = hash_bytes ? hash_of_bytes(*hash_bytes) : std::nullopt;
    if (!hash) return no_proof("a line of the path is not a hash");
    if (file.proof.size() == kMostProofHashes) return no_proof("the path has more than 64 hashes");
    file.proof.push_back(*hash);
  }
  if (!line) return no_proof("the empty line before the checkpoint is missing");
  file.checkpoint = bytes;
  return file;
}

Result<ProvenLeaf> verify_proof(std::string_view bytes, const VerifierKey& key,
                                const std::optional<std::string>& leaf) {
  const Result<ProofFile> file = parse_proof(bytes);
  if (!file) return file.error();
  const std::optional<std::string>& content = leaf ? leaf : file.value().extra;
  if (!content) return no_proof("it does not bring the leaf, and none was given");
  Result<Checkpoint> checkpoint = open_checkpoint(file.value().checkpoint, key);
  if (!checkpoint) return checkpoint.error();

  // A proof of other bytes would be sound, and say nothing of a log of ours.
  const Result<Leaf> parsed = parse_leaf(*content);
  if (!parsed)
    return no_proof(fmt::format("what it proves is no leaf: {}", parsed.error().message));

  const TreeHead& head = checkpoint.value().head;
  const InclusionClaim claim{leaf_hash(*content), file.value().index, head.size, head.root};
  if (!verify_inclusion(claim, file.value().proof)) {
    return Error{ErrorKind::kInput,
                 fmt::format("the proof does not lead from the leaf with index {} to the root of "
                             "the checkpoint of size {}",
                             claim.index, claim.size)};
  }
  return ProvenLeaf{claim.index, *content, std::move(checkpoint).value()};
}

}  // namespace probity::audit
