import Authoring
import EvalSchema

/// The documents of one import from reading to what is to be written: proposals of a model, answers of a person, proof.
struct ImportSession {
  let importer: PostmortemImporter
  let writer: ImportWriter
  let sources: [PostmortemImporter.Source]
  let assist: ImportAssist?
  /// Whether a person is there to be asked.
  let asks: Bool
  let world: World

  /// The documents in the order of the sources, the positions of those that a person left out, and how the import ends when a
  /// signal ended it while a model was asked.
  func documents() async throws -> (documents: [ImportedDocument], left: Set<Int>, ended: ExitStatus?) {
    var documents = importer.read(sources)
    let bySource = Dictionary(sources.map { ($0.file, $0) }) { first, _ in first }
    var similar = SimilarCases(known: documents.contains { !$0.cases.isEmpty } ? try writer.knownCases() : [])
    var left: Set<Int> = []
    var (isStopped, ended): (Bool, ExitStatus?) = (false, nil)
    let person = asks ? await self.person() : nil
    for index in documents.indices {
      if isStopped, documents[index].verdict == .incomplete {
        left.insert(index)
        continue
      }
      guard documents[index].verdict == .incomplete, let source = bySource[documents[index].file] else {
        documents[index] = await proven(documents[index], &similar)
        continue
      }
      let answer: AssistAnswer?
      do {
        answer = try await assist?.answer(for: documents[index], of: source)
      } catch let error as Interrupted where asks {
        // What a person has answered so far is not lost.
        (isStopped, ended) = (true, error.status)
        left.insert(index)
        continue
      }
      guard asks else {
        if let answer {
          documents[index] = importer.proposed(answer, for: documents[index], of: source).document
          documents[index].diagnostics += answer.diagnostics
        }
        documents[index] = await proven(documents[index], &similar)
        continue
      }
      // Told before the questions, and not once more at the end.
      if let findings = answer?.diagnostics { world.report(Rendering(world).diagnostics(findings)) }
      let dialogue = ImportDialogue(
        documents[index], of: source, importer: importer, assisted: answer?.proposals ?? [:], person: person)
      let known = similar
      let conversation = ImportConversation(world) { document in
        var known = known
        return await proven(document, &known)
      }
      switch await conversation.run(dialogue) {
      case .write(let document):
        documents[index] = document
        // What follows is compared with it, too.
        var marked = [document]
        similar.mark(&marked)
      case .skip: left.insert(index)
      case .stop(let kept):
        isStopped = true
        guard let kept else {
          left.insert(index)
          continue
        }
        documents[index] = await proven(kept, &similar)
      }
    }
    return (documents, left, ended)
  }

  /// A document with what its graders say, and with the cases that are much like its own.
  private func proven(_ document: ImportedDocument, _ similar: inout SimilarCases) async -> ImportedDocument {
    var documents = [document]
    similar.mark(&documents)
    await ImportProof.prove(&documents)
    return documents.first ?? document
  }

  /// Who sits at the terminal, for what is confirmed.
  private func person() async -> String? {
    if let name = await GitRepository(folder: writer.evalset, environment: world.environment).userName() { return name }
    return world.environment["USER"].flatMap { TextForm.line.problem(of: $0) == nil ? $0 : nil }
  }
}
