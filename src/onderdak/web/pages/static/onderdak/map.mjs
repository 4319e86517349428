/**
 * Draws the maps of a page, without background tiles, from our own GeoJSON.
 *
 * The list beside a map says all that the map says. So whenever drawing is impossible (no
 * WebGL, no library, no file) the map stays away and nothing is lost.
 */

/** Light to dark, told apart by people with any colour vision and in grey print. */
const colours = ["#e3f0ef", "#a9d0cf", "#64a9ab", "#27797f", "#0a474f"];
const unknown = "#ffffff";
const line = "#17211f";

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

function paintLegend(map) {
  for (const box of map.querySelectorAll(".map__class")) {
    box.setAttribute("fill", colours[Number(box.dataset.class)]);
  }
}

function addStyleSheet(url) {
  if (document.querySelector(`link[href="${url}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  document.head.append(link);
}

function* positions(coordinates) {
  if (typeof coordinates[0] === "number") yield coordinates;
  else for (const part of coordinates) yield* positions(part);
}

/** The smallest box around all features: west, south, east, north. */
function boxAround(features) {
  const box = [180, 90, -180, -90];
  for (const feature of features) {
    for (const [east, north] of positions(feature.geometry.coordinates)) {
      box[0] = Math.min(box[0], east);
      box[1] = Math.min(box[1], north);
      box[2] = Math.max(box[2], east);
      box[3] = Math.max(box[3], north);
    }
  }
  return box;
}

function colourOf(bounds) {
  const classes = bounds.flatMap((bound, index) => [bound, colours[index + 1]]);
  return ["case", ["has", "value"], ["step", ["get", "value"], colours[0], ...classes], unknown];
}

function layers(bounds) {
  const areas = ["==", ["geometry-type"], "Polygon"];
  const points = ["==", ["geometry-type"], "Point"];
  return [
    { id: "ground", type: "background", paint: { "background-color": "#f5f7f6" } },
    { id: "areas", type: "fill", source: "data", filter: areas, paint: { "fill-color": colourOf(bounds) } },
    { id: "borders", type: "line", source: "data", filter: areas, paint: { "line-color": line, "line-width": 0.8 } },
    {
      id: "points", type: "circle", source: "data", filter: points,
      paint: {
        "circle-color": colourOf(bounds), "circle-radius": 7,
        "circle-stroke-color": line, "circle-stroke-width": 1.5,
      },
    },
  ];
}

/** What a click on a feature shows: always as text, never as markup. */
function popupContent(properties, unit) {
  const list = document.createElement("dl");
  list.className = "map__popup";
  const name = document.createElement("dt");
  name.textContent = properties.name ?? "";
  const value = document.createElement("dd");
  const shown = properties.shown ?? properties.value?.toLocaleString(document.documentElement.lang);
  value.textContent = [shown ?? "–", unit].join(" ").trim();
  list.append(name, value);
  return list;
}

async function draw(map) {
  const { geojson, bounds, unit, library, worker, styleSheet } = map.dataset;
  const [maplibre, answer] = await Promise.all([import(library), fetch(geojson)]);
  if (!answer.ok) return;
  const data = await answer.json();
  addStyleSheet(styleSheet);
  maplibre.setWorkerUrl(worker);
  map.classList.add("is-drawn");
  const canvas = map.querySelector(".map__canvas");
  const picture = new maplibre.Map({
    container: canvas,
    style: {
      version: 8,
      sources: { data: { type: "geojson", data } },
      layers: layers(bounds.split(" ").map(Number)),
    },
    bounds: boxAround(data.features),
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    cooperativeGestures: false,
    scrollZoom: false,
    fadeDuration: 0,
    locale: {
      "NavigationControl.ZoomIn": canvas.dataset.zoomIn,
      "NavigationControl.ZoomOut": canvas.dataset.zoomOut,
      "Map.Title": canvas.dataset.title,
    },
  });
  picture.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  for (const layer of ["areas", "points"]) {
    picture.on("click", layer, ({ lngLat, point, features }) => {
      // A place lies on top of its area: a click on it is about the place.
      const onTop = picture.queryRenderedFeatures(point, { layers: ["points"] });
      if (layer === "areas" && onTop.length > 0) return;
      new maplibre.Popup()
        .setLngLat(lngLat)
        .setDOMContent(popupContent(features[0].properties, unit))
        .addTo(picture);
    });
  }
  picture.once("idle", () => {
    map.dataset.ready = "";
  });
}

if (hasWebGL()) {
  for (const map of document.querySelectorAll("[data-map]")) {
    paintLegend(map);
    draw(map).catch((error) => {
      map.classList.remove("is-drawn");
      console.warn("The map could not be drawn; the list remains.", error);
    });
  }
}
