-- What wrk sends: the paths of a file, one a line, in turn. What begins with /v/ is a view beacon: a POST, each from another address, with one of 200 browser names.
-- One line of JSON tells how it went. Arguments: the file, a word that no run had before.
local requests, turn, readers, run = {}, 0, 0, ""
local threads = 0

-- An IPv6 network of its own for each reader of each run: `run` begins with random hexadecimal digits.
local function address(reader)
  return string.format("2001:%s:%04x:%04x::1", run:sub(1, 4), math.floor(reader / 65536) % 65536, reader % 65536)
end

local function is_beacon(path)
  return path:sub(1, 3) == "/v/"
end

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local paths, has_beacons = {}, false
  run = args[2]
  for path in io.lines(args[1]) do
    paths[#paths + 1] = path
    has_beacons = has_beacons or is_beacon(path)
  end
  if #paths == 1 and not has_beacons then
    wrk.path = paths[1]
    return
  end
  if not has_beacons then
    for place, path in ipairs(paths) do requests[place] = wrk.format("GET", path) end
    request = function()
      turn = turn % #requests + 1
      return requests[turn]
    end
    return
  end
  request = function()
    turn = turn % #paths + 1
    if not is_beacon(paths[turn]) then return wrk.format("GET", paths[turn]) end
    readers = readers + 1
    wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Reader/" .. readers % 200
    wrk.headers["X-Forwarded-For"] = address(readers)
    return wrk.format("POST", paths[turn])
  end
end

function done(summary, latency, requests)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format(
    '\n{"requests": %d, "microseconds": %d, "refused": %d, "failed": %d}\n',
    summary.requests, summary.duration, summary.errors.status, failed
  ))
end
