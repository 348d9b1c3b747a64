import Adapters
package import EvalSchema
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Answers of earlier runs in a folder, so that the same question is not paid for twice while a case is written.
///
/// The key is the target's fingerprint, the request and the trial's index: so repeats of a case stay different draws. An entry is
/// one file with the digest of its content, put in place by a rename; one that is torn or changed is a miss, and is counted. A cached
/// answer is no new observation: its trial is marked, and a gate treats it as missing.
package final class ResponseCache: Sendable {
  private struct Key: Encodable {
    var target: Digest
    var request: Request
    var trial: Int
  }

  private struct Entry: Codable {
    var version: Int
    var sha256: Digest
    var response: Response
  }

  private struct Counts {
    var hits = 0
    var damaged: [String] = []
    var replaced: Set<String> = []
    var unwritten: String?
  }

  private let folder: String
  private let fingerprint: Digest
  private let counts = Locked(Counts())

  /// Names the folder, which is made when the first answer is kept.
  package init(folder: String, target: Target) throws {
    self.folder = folder
    fingerprint = try target.fingerprint()
  }

  /// Answers that were found.
  package var hits: Int { counts.withLock { $0.hits } }
  /// Entries that are not what was written, and were not used.
  package var damaged: [String] { counts.withLock { $0.damaged } }
  /// Those of them in whose place a new answer stands.
  package var replaced: Set<String> { counts.withLock { $0.replaced } }
  /// Why an answer could not be kept, the first time.
  package var unwritten: String? { counts.withLock { $0.unwritten } }

  /// The answer to a request; nil when there is none, or none that is whole.
  func response(to request: Request) -> Response? {
    guard let path = path(of: request), FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      let data = try Data(contentsOf: URL(filePath: path))
      let entry = try JSONDecoder().decode(Entry.self, from: data)
      guard entry.version == 1, try Digest(ofJSON: entry.response) == entry.sha256 else { throw Damage() }
      counts.withLock { $0.hits += 1 }
      return entry.response
    } catch {
      counts.withLock { $0.damaged.append(path) }
      return nil
    }
  }

  /// Keeps an answer; a folder that cannot be written is noted once and does not end the run.
  func keep(_ response: Response, of request: Request) {
    guard let path = path(of: request) else { return }
    let parent = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.endIndex))
    let temporary = "\(path).\(getpid())-\(request.trial)-\(request.seed)"
    do {
      let entry = Entry(version: 1, sha256: try Digest(ofJSON: response), response: response)
      try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
      try CanonicalJSON.line(entry).write(to: URL(filePath: temporary))
      guard rename(temporary, path) == 0 else { throw Damage() }
      counts.withLock { if $0.damaged.contains(path) { $0.replaced.insert(path) } }
    } catch {
      counts.withLock { $0.unwritten = $0.unwritten ?? "cannot keep answers in \"\(folder)\"" }
    }
  }

  /// The file of a request's answer: what is asked, not how long it may take or how often it was tried.
  private func path(of request: Request) -> String? {
    var request = request
    (request.timeout, request.attempt) = (0, 0)
    do {
      let digest = try Digest(ofJSON: Key(target: fingerprint, request: request, trial: request.trial)).description
      return "\(folder)/\(digest.prefix(2))/\(digest).json"
    } catch {
      return nil  // What has no JSON form is asked.
    }
  }

  private struct Damage: Error {}
}
