// Reads calendar files with ical.js and node-ical; prints what each understood as JSON.
// node read.mjs FOLDER_WITH_NODE_MODULES FILE...
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(join(folder, "package.json"));
const icaljs = await import(require.resolve("ical.js"));
const ICAL = icaljs.default ?? icaljs;
const nodeIcal = require("node-ical");

const text = (value) => (value && typeof value === "object" && "val" in value ? value.val : value ?? "");

function byIcalJs(data) {
  const calendar = new ICAL.Component(ICAL.parse(data));
  return calendar.getAllSubcomponents("vevent").map((event) => {
    const value = (name) => event.getFirstPropertyValue(name);
    const person = (name) => {
      const property = event.getFirstProperty(name);
      return property ? [property.getFirstParameter("cn"), property.getFirstValue()] : null;
    };
    return {
      uid: value("uid"),
      start: value("dtstart").toJSDate().toISOString(),
      end: value("dtend").toJSDate().toISOString(),
      summary: value("summary"),
      description: value("description"),
      location: value("location") ?? "",
      url: value("url"),
      status: value("status"),
      sequence: value("sequence"),
      organizer: person("organizer"),
      attendee: person("attendee"),
      conference: event.getAllProperties("conference").map((p) => p.getFirstValue()),
    };
  });
}

function byNodeIcal(data) {
  return Object.values(nodeIcal.sync.parseICS(data))
    .filter((item) => item.type === "VEVENT")
    .map((event) => ({
      uid: event.uid,
      start: event.start.toISOString(),
      end: event.end.toISOString(),
      summary: text(event.summary),
      description: text(event.description),
      location: text(event.location),
      url: text(event.url),
      status: event.status,
      sequence: Number(event.sequence),
      organizer: event.organizer ? [event.organizer.params?.CN, event.organizer.val] : null,
      attendee: event.attendee ? [event.attendee.params?.CN, event.attendee.val] : null,
      conference: [event.conference ?? []].flat().map(text),
    }));
}

const read = {};
for (const file of files) {
  const data = readFileSync(file, "utf8");
  read[file] = { "ical.js": byIcalJs(data), "node-ical": byNodeIcal(data) };
}
process.stdout.write(JSON.stringify(read));
