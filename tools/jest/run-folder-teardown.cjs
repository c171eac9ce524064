'use strict';
const { remove } = require('./run-folder.cjs');

module.exports = async function removeRunFolder() {
  remove();
};
