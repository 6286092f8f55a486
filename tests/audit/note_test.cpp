// Keys, notes, checkpoints and proofs against the examples of their specifications: the note of
// golang.org/x/mod/sumdb/note, with its key, and those of c2sp.org/signed-note and
// c2sp.org/tlog-checkpoint, whose keys are not given.
#include "audit/note.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "audit/base64.h"
#include "audit/checkpoint.h"
#include "audit/leaf.h"
#include "audit/proof_file.h"

namespace probity::audit {
namespace {

constexpr std::string_view kPeterKey =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
/// The private key PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz.
constexpr std::string_view kPeterSeed = "gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=";
constexpr std::string_view kPeterText =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
constexpr std::string_view kPeterSignature =
    "\n\xe2\x80\x94 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    "\n";

KeyBytes key_bytes(std::string_view base64) {
  const std::string bytes = bytes_of_base64(base64).value();
  KeyBytes key{};
  REQUIRE(bytes.size() == key.size());
  std::ranges::copy(bytes, key.begin());
  return key;
}

SigningKey peter() { return SigningKey::from_seed("PeterNeumann", key_bytes(kPeterSeed)).value(); }

SigningKey test_key(std::string name) {
  KeyBytes seed{};
  seed.fill(7);
  return SigningKey::from_seed(std::move(name), seed).value();
}

TEST_CASE("a key has the name, id and text form of the specification's example") {
  const SigningKey key = peter();
  CHECK(encode_verifier_key(key.verifier()) == kPeterKey);
  CHECK(key.verifier().id() == 0xc74f20a3);
  CHECK(parse_verifier_key(kPeterKey).value() == key.verifier());
}

TEST_CASE("a verifier key in any other spelling is refused") {
  for (const char* text :
       {"", "PeterNeumann", "PeterNeumann+c74f20a3",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "PeterNeumann+c74f20a3+AhpcZQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_verifier_key(text).ok());
  }
}

TEST_CASE("key names have no spaces of any script, no plus and no control characters") {
  CHECK(is_key_name("example.org/procurement"));
  CHECK(is_key_name("Beschaffungsamt/\xc3\x9c"));
  for (const char* name : {"", "a b", "a+b", "a\tb", "a\nb",
                           "a\xc2\xa0"
                           "b",
                           "a\xe2\x80\x83"
                           "b",
                           "a\xe3\x80\x80"
                           "b",
                           "a\xff"}) {
    CAPTURE(name);
    CHECK_FALSE(is_key_name(name));
    CHECK_FALSE(SigningKey::from_seed(name, {}).ok());
  }
}

TEST_CASE("a note is signed and checked as in the specification's example") {
  const SigningKey key = peter();
  SignedNote note{std::string(kPeterText), {}};
  note.signatures.push_back(sign_note(note.text, key));
  const std::string bytes = std::string(kPeterText) + std::string(kPeterSignature);
  CHECK(encode_note(note) == bytes);

  const SignedNote read = parse_note(bytes).value();
  CHECK(read.text == kPeterText);
  CHECK(check_signature(read, key.verifier()) == SignatureState::kValid);
  CHECK(check_signature(read, test_key("PeterNeumann").verifier()) == SignatureState::kAbsent);
  CHECK(check_signature(read, test_key("example.org").verifier()) == SignatureState::kAbsent);
}

TEST_CASE("a note may hold blank lines, letters of any script and signatures of others") {
  const std::string poem =
      "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned \xc3\xa8 subito "
      "sera.\n";
  const std::string bytes =
      poem +
      "\n\xe2\x80\x94 quasimodo.example/salvatore "
      "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc="
      "\n";
  SignedNote note = parse_note(bytes).value();
  CHECK(note.text == poem);
  REQUIRE(note.signatures.size() == 1);
  CHECK(note.signatures[0].key_name == "quasimodo.example/salvatore");
  CHECK(note.signatures[0].key_id == 0x367ba04b);
  CHECK(note.signatures[0].signature.size() == 64);
  CHECK(encode_note(note) == bytes);

  const SigningKey key = test_key("example.org");
  note.signatures.push_back(sign_note(note.text, key));
  CHECK(check_signature(parse_note(encode_note(note)).value(), key.verifier()) ==
        SignatureState::kValid);
}

TEST_CASE("a changed byte of a note is a wrong signature, another form or another key") {
  const SigningKey key = peter();
  const std::string bytes = std::string(kPeterText) + std::string(kPeterSignature);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    const Result<SignedNote> note = parse_note(changed);
    CAPTURE(at);
    CHECK((!note || check_signature(note.value(), key.verifier()) != SignatureState::kValid));
  }
}

TEST_CASE("what is not a note is refused") {
  const std::string line(kPeterSignature.substr(1));
  const std::string text(kPeterText);
  for (const std::string& bytes :
       {std::string(), text, text + "\n", text + line, text + "\n" + line + "more\n",
        text + "\n" + line.substr(0, line.size() - 1), text + "\n- PeterNeumann AAAA\n",
        text + "\n\xe2\x80\x94 PeterNeumann AAAAAA\n", text + "\r\n\n" + line,
        text + "\xff\n\n" + line, text + "\n\xe2\x80\x94  x08go/Y=\n"}) {
    CAPTURE(bytes);
    CHECK_FALSE(parse_note(bytes).ok());
  }
}

TEST_CASE("one wrong signature of a key condemns a note that also has a right one") {
  const SigningKey key = peter();
  SignedNote note{std::string(kPeterText), {}};
  note.signatures.push_back(sign_note(note.text, key));
  note.signatures.push_back(sign_note("another text\n", key));
  CHECK(check_signature(note, key.verifier()) == SignatureState::kWrong);
}

TEST_CASE("a checkpoint is read and written as in the specification's example") {
  const std::string bytes =
      "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
      "\n\xe2\x80\x94 example.com/behind-the-sofa "
      "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8="
      "\n";
  const SignedCheckpoint read = parse_checkpoint(bytes).value();
  CHECK(read.checkpoint.origin == "example.com/behind-the-sofa");
  CHECK(read.checkpoint.head.size == 20852163);
  CHECK(to_hex(read.checkpoint.head.root) ==
        "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62");
  CHECK(read.checkpoint.extensions.empty());
  CHECK(checkpoint_text(read.checkpoint) == read.note.text);
}

TEST_CASE("a checkpoint's text has three lines at least, a plain number and a whole hash") {
  const std::string root = to_base64(bytes_of(empty_root()));
  CHECK(parse_checkpoint_text("example.org\n0\n" + root + "\n").ok());
  CHECK(parse_checkpoint_text("example.org\n7\n" + root + "\nextension\n").value().extensions ==
        std::vector<std::string>{"extension"});
  for (const std::string& text :
       {std::string(), std::string("example.org\n"), "example.org\n1\n" + root,
        "example.org\n01\n" + root + "\n", "example.org\n-1\n" + root + "\n",
        "example.org\n+1\n" + root + "\n", "example.org\n1 \n" + root + "\n",
        "example.org\n18446744073709551616\n" + root + "\n", "\n1\n" + root + "\n",
        "example.org\n1\n" + root.substr(4) + "\n", "example.org\n1\n" + root + "\n\n"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_checkpoint_text(text).ok());
  }
}

/// A tree of two leaves, signed.
struct SignedTree {
  SigningKey key = test_key("example.org/log");
  std::string leaf =
      encode_leaf(KeyLeaf{"2026-03-14T09:26:53Z", encode_verifier_key(key.verifier()), {}}).value();
  Hash sibling = leaf_hash("the first leaf");
  TreeHead head{2, node_hash(sibling, leaf_hash(leaf))};

  [[nodiscard]] std::string checkpoint() const {
    SignedNote note{checkpoint_text({"example.org/log", head, {}}), {}};
    note.signatures.push_back(sign_note(note.text, key));
    return encode_note(note);
  }
  [[nodiscard]] ProofFile proof() const { return {leaf, 1, {sibling}, checkpoint()}; }
};

TEST_CASE("a proof file has the lines of the specification") {
  const SignedTree tree;
  const std::string text = encode_proof(tree.proof());
  CHECK(text == "c2sp.org/tlog-proof@v1\nextra " + to_base64(tree.leaf) + "\nindex 1\n" +
                    to_base64(bytes_of(tree.sibling)) + "\n\n" + tree.checkpoint());
  const ProofFile read = parse_proof(text).value();
  CHECK(read.extra == tree.leaf);
  CHECK(read.index == 1);
  CHECK(read.proof == std::vector{tree.sibling});
  CHECK(read.checkpoint == tree.checkpoint());
}

TEST_CASE("a proof shows its leaf, and is refused for another leaf, key, index or path") {
  const SignedTree tree;
  const std::string text = encode_proof(tree.proof());
  const VerifierKey& key = tree.key.verifier();
  const ProvenLeaf proven = verify_proof(text, key, std::nullopt).value();
  CHECK(proven.leaf == tree.leaf);
  CHECK(proven.index == 1);
  CHECK(proven.checkpoint.head == tree.head);
  CHECK(verify_proof(text, key, tree.leaf).ok());

  CHECK_FALSE(verify_proof(text, key, "another leaf").ok());
  CHECK_FALSE(verify_proof(text, test_key("example.org").verifier(), std::nullopt).ok());
  CHECK_FALSE(verify_proof(text, peter().verifier(), std::nullopt).ok());
  ProofFile without_leaf = tree.proof();
  without_leaf.extra.reset();
  CHECK_FALSE(verify_proof(encode_proof(without_leaf), key, std::nullopt).ok());
  CHECK(verify_proof(encode_proof(without_leaf), key, tree.leaf).ok());
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string changed = text;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CAPTURE(at);
    CHECK_FALSE(verify_proof(changed, key, std::nullopt).ok());
  }
}

TEST_CASE("a sound proof of bytes that are no leaf proves nothing") {
  SignedTree tree;
  tree.leaf = "hello";
  tree.head = {2, node_hash(tree.sibling, leaf_hash(tree.leaf))};
  const Result<ProvenLeaf> proven =
      verify_proof(encode_proof(tree.proof()), tree.key.verifier(), std::nullopt);
  REQUIRE_FALSE(proven.ok());
  CHECK(proven.error().message.find("what it proves is no leaf") != std::string::npos);
}

TEST_CASE("a checkpoint of ours has no extension lines, one of another log may have them") {
  const SignedTree tree;
  SignedNote note{checkpoint_text({"example.org/log", tree.head, {"extension"}}), {}};
  note.signatures.push_back(sign_note(note.text, tree.key));
  const std::string bytes = encode_note(note);
  CHECK(parse_any_checkpoint(bytes).ok());
  CHECK_FALSE(parse_checkpoint(bytes).ok());
  CHECK_FALSE(open_checkpoint(bytes, tree.key.verifier()).ok());
  ProofFile proof = tree.proof();
  proof.checkpoint = bytes;
  CHECK_FALSE(verify_proof(encode_proof(proof), tree.key.verifier(), std::nullopt).ok());
}

TEST_CASE("a checkpoint by a key that was replaced since says which key signed it") {
  const SignedTree tree;
  const VerifierKey other =
      SigningKey::from_seed("example.org/log", KeyBytes{9}).value().verifier();
  const Result<Checkpoint> opened = open_checkpoint(tree.checkpoint(), other);
  REQUIRE_FALSE(opened.ok());
  const auto name = [](const VerifierKey& key) {
    return encode_verifier_key(key).substr(0, std::string("example.org/log+01234567").size());
  };
  CHECK(opened.error().message.find("not signed with the key " + name(other) + ", but with " +
                                    name(tree.key.verifier())) != std::string::npos);
}

TEST_CASE("a key with which everybody can sign, or in another spelling, is none") {
  const auto is_read = [](const std::string& first, std::uint8_t middle, std::uint8_t last) {
    KeyBytes bytes{};
    bytes.fill(middle);
    std::ranges::copy(first, bytes.begin());
    bytes.back() = last;
    return parse_verifier_key(encode_verifier_key({"example.org", bytes})).ok();
  };
  CHECK(is_read("\x02", 0, 0));
  CHECK_FALSE(is_read(std::string("\x00", 1), 0, 0));     // y = 0, order 4
  CHECK_FALSE(is_read(std::string("\x00", 1), 0, 0x80));  // the other of order 4
  CHECK_FALSE(is_read("\x01", 0, 0));                     // the identity
  CHECK_FALSE(is_read("\xec", 0xff, 0x7f));               // y = -1, order 2
  CHECK(is_read("\xeb", 0xff, 0x7f));                     // y = -2
  CHECK_FALSE(is_read("\xed", 0xff, 0x7f));               // y = p, which is 0
  CHECK_FALSE(is_read("\xff", 0xff, 0xff));               // y = 2^255 - 1, which is 18
}

TEST_CASE("the points of order 8 are no keys, with either sign") {
  for (const char* digits : {"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                             "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                             "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                             "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"}) {
    CAPTURE(digits);
    const VerifierKey key{"example.org", hash_of_hex(digits).value()};
    CHECK_FALSE(parse_verifier_key(encode_verifier_key(key)).ok());
  }
}

TEST_CASE("base 64 has one spelling") {
  CHECK(to_base64("") == "");
  CHECK(to_base64("f") == "Zg==");
  CHECK(to_base64("fo") == "Zm8=");
  CHECK(to_base64("foo") == "Zm9v");
  CHECK(to_base64("foobar") == "Zm9vYmFy");
  for (const char* text : {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYmFy"}) {
    CHECK(to_base64(bytes_of_base64(text).value()) == text);
  }
  for (const char* text :
       {"Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm9v\n", "Zm-_", "Z g="}) {
    CAPTURE(text);
    CHECK_FALSE(bytes_of_base64(text).has_value());
  }
}

}  // namespace
}  // namespace probity::audit
