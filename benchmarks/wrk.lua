-- What wrk sends: the paths of a file, one a line, in turn; every view beacon from another browser. One line of JSON tells how it went.
-- Arguments: the method, the file, a word that no run had before.
local requests, turn, readers, run = {}, 0, 0, ""
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local method, paths = args[1], {}
  run = args[3] .. "-" .. number
  for path in io.lines(args[2]) do paths[#paths + 1] = path end
  if method == "GET" and #paths == 1 then
    wrk.path = paths[1]
    return
  end
  if method == "GET" then
    for place, path in ipairs(paths) do requests[place] = wrk.format("GET", path) end
    request = function()
      turn = turn % #requests + 1
      return requests[turn]
    end
    return
  end
  request = function()
    turn = turn % #paths + 1
    readers = readers + 1
    wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Reader/" .. run .. "-" .. readers
    return wrk.format(method, paths[turn])
  end
end

function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "refused": %d, "failed": %d}\n',
    summary.requests, summary.duration, summary.errors.status, failed
  ))
end
