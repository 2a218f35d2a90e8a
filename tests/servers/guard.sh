# Runs a command for a test run, a server mostly, and never outlives it: standard input is the life line, held open by whoever started
# this. When it closes, also because that process was killed, the command goes and its temporary folder with it.
# Arguments: folder to remove or "", then the command. The process id of the command is written to descriptor 3.
folder=$1
shift
exec 4<&0
"$@" </dev/null 3>&- 4<&- &
server=$!
echo "$server" >&3
exec 3>&-
(
  cat <&4 >/dev/null
  trap '' TERM
  kill -TERM "$server"
  kill -CONT "$server"
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    kill -0 "$server" || break
    sleep 0.2
  done
  kill -KILL "$server"
  [ -z "$folder" ] || rm -rf "$folder"
) 2>/dev/null &
watch=$!
exec 4<&-
wait "$server"
code=$?
kill "$watch" 2>/dev/null
exit "$code"
