const list = (words: string) => words.trim().split(/\s+/);

/** Words that cannot be names in one of the languages: https://go.dev/ref/spec, https://doc.rust-lang.org/reference, ECMA-262. */
const KEYWORDS = {
  Go: list(`break case chan const continue default defer else fallthrough for func go goto if import interface
    map package range return select struct switch type var
    any bool byte error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64
    append cap clear close complex copy delete imag init iota len main make max min new nil panic print println
    real recover true false internal vendor testdata`),
  Rust: list(`abstract as async await become box break const continue crate do dyn else enum extern false final
    fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct
    super trait true try type typeof union unsafe unsized use virtual where while yield
    alloc build core deps examples incremental proc std test tests`),
  TypeScript:
    list(`abstract any arguments as async await boolean break case catch class const continue debugger
    declare default delete do else enum eval export extends false finally for from function get if implements
    import in instanceof interface let module namespace never new null number object of package private
    protected public require return set static string super switch symbol this throw true try type typeof
    undefined unknown var void while with yield`),
} as const;

/** Names that every project uses itself. */
const TAKEN = list(`admission api bounds calls chassis compute conformance contracts dist docs errors fakes
  gateway gen google health hotpath http integration kernel mapping metrics node options page pool problem
  problems proto protobuf repository request response routes running rust schemas server service services settings
  stack status typescript value label rounds web`);

/** Files that Windows cannot have. */
const DEVICES = list("aux con nul prn com1 com2 com3 com4 lpt1 lpt2 lpt3 lpt4");

/** Why a word cannot be a name; nothing when it can. */
export function reservedBy(word: string): string | undefined {
  for (const [language, words] of Object.entries(KEYWORDS)) {
    if (words.includes(word)) return `is a word of ${language}`;
  }
  if (TAKEN.includes(word)) return "is used by every project itself";
  if (DEVICES.includes(word)) return "cannot be a file's name on Windows";
  return undefined;
}
