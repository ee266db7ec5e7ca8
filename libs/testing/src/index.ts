export { type TestPerson, type WantedPerson } from './people.js';
export { aPhoto } from './photo.js';
export { type TestGrid, type TestPlace, type TestStreet } from './street.js';
export { TestClient, type Answer } from './test-client.js';
export { TestClock } from './test-clock.js';
export { cloneDatabase, type TestDatabase } from './test-database.js';
export { TestServer } from './test-server.js';
export { makeIncident, type TestIncident, type WantedIncident } from './incidents.js';
