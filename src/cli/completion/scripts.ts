/** The shells that have a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/**
 * The script that a shell loads. Each passes the words of the command line to `picostk __complete`, which prints a candidate
 * and its description per line, separated by a tab; the line `:files` stands for names of files.
 */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# bash completion for picostk
_picostk() {
  local line value
  COMPREPLY=()
  while IFS= read -r line; do
    if [ "$line" = :files ]; then
      compopt -o default
      return
    fi
    printf -v value %q "\${line%%$'\\t'*}"
    COMPREPLY+=("$value")
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2> /dev/null)
}
complete -F _picostk picostk
`,
  zsh: `#compdef picostk
_picostk() {
  local line value
  local -a candidates
  while IFS= read -r line; do
    if [[ $line == :files ]]; then
      _files
      return
    fi
    value=\${line%%$'\\t'*}
    candidates+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done < <("\${words[1]}" __complete -- "\${(@Q)words[2,CURRENT]}" 2> /dev/null)
  _describe picostk candidates
}
if [[ \${funcstack[1]} == _picostk ]]; then
  _picostk "$@"
else
  compdef _picostk picostk
fi
`,
  fish: `# fish completion for picostk
function __picostk_complete
    set -l words (commandline -opc)
    set -l lines ($words[1] __complete -- $words[2..-1] (commandline -ct) 2> /dev/null)
    if contains -- :files $lines
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $lines
    end
end
complete -c picostk -f -a '(__picostk_complete)'
`,
};
